import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('parties', '0001_initial'),
        ('parties', '0002_levels_places_papers'),
    ]

    dependencies = [
        ('places', '0001_squashed_0002_levels_places_papers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='tên cơ quan')),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='tên viết tắt')),
                ('symbol', models.CharField(blank=True, max_length=30, verbose_name='ký hiệu văn bản')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='địa bàn')),
                ('parent_name', models.CharField(blank=True, max_length=300, verbose_name='cơ quan chủ quản')),
            ],
            options={
                'verbose_name': 'cơ quan',
                'verbose_name_plural': 'cơ quan',
            },
        ),
        migrations.CreateModel(
            name='Producer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='tên chủ thể')),
                ('legal_form', models.CharField(choices=[('cooperative', 'Hợp tác xã'), ('cooperative_group', 'Tổ hợp tác'), ('enterprise', 'Doanh nghiệp nhỏ và vừa'), ('farm', 'Trang trại'), ('production_household', 'Hộ sản xuất có đăng ký kinh doanh'), ('family_household', 'Hộ gia đình có đăng ký kinh doanh'), ('tourism_body', 'Hội, liên hiệp, trung tâm điều hành du lịch')], max_length=30, verbose_name='loại hình')),
                ('registration_no', models.CharField(max_length=50, verbose_name='số đăng ký kinh doanh')),
                ('registered_on', models.DateField(blank=True, null=True, verbose_name='ngày đăng ký')),
                ('registration_office', models.CharField(blank=True, max_length=200, verbose_name='nơi cấp đăng ký')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='xã, phường')),
                ('address', models.CharField(max_length=300, verbose_name='địa chỉ trụ sở')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='điện thoại')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('website', models.URLField(blank=True, verbose_name='trang thông tin')),
                ('state', models.CharField(choices=[('pending', 'Chờ xã xác nhận'), ('confirmed', 'Đã xác nhận'), ('refused', 'Không xác nhận')], default='pending', max_length=20, verbose_name='trạng thái')),
                ('is_sample', models.BooleanField(default=False, verbose_name='dữ liệu mẫu')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='tạo lúc')),
                ('folded', models.CharField(db_index=True, editable=False, max_length=300)),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=700)),
            ],
            options={
                'verbose_name': 'chủ thể',
                'verbose_name_plural': 'chủ thể',
                'ordering': ['sort_key'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'refused'), _negated=True), fields=('registration_no',), name='producer_registration_once', violation_error_message='Số đăng ký kinh doanh này đã có trong hệ thống.'), models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'confirmed', 'refused']), models.Q(('name', ''), _negated=True), models.Q(('registration_no', ''), _negated=True)), name='producer_state_and_names', violation_error_message='Chủ thể thiếu tên, số đăng ký hoặc trạng thái không đúng.')],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='parties.producer', verbose_name='chủ thể')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='xã, phường cũ')),
                ('new', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='xã, phường mới')),
                ('reason', models.CharField(max_length=300, verbose_name='căn cứ')),
                ('decided_at', models.DateTimeField(verbose_name='xác định lúc')),
            ],
            options={
                'verbose_name': 'xác định xã của chủ thể',
                'verbose_name_plural': 'xác định xã của chủ thể',
                'ordering': ['-decided_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('producer', 'old'), name='placement_once', violation_error_message='Chủ thể này đã được xác định xã mới.'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='placement_reason', violation_error_message='Hãy ghi căn cứ xác định xã mới.')],
            },
        ),
        migrations.CreateModel(
            name='Representative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('producer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='representative', to='parties.producer')),
                ('full_name', models.CharField(max_length=200, verbose_name='họ và tên')),
                ('position', models.CharField(blank=True, max_length=100, verbose_name='chức vụ')),
                ('sex', models.CharField(blank=True, choices=[('female', 'Nữ'), ('male', 'Nam')], max_length=10, verbose_name='giới tính')),
                ('ethnicity', models.CharField(blank=True, max_length=50, verbose_name='dân tộc')),
                ('has_disability', models.BooleanField(default=False, verbose_name='là người khuyết tật')),
                ('residence', models.CharField(blank=True, max_length=300, verbose_name='nơi thường trú')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='điện thoại')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
            ],
            options={
                'verbose_name': 'người đại diện',
                'verbose_name_plural': 'người đại diện',
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sites', to='parties.producer')),
                ('purpose', models.CharField(max_length=100, verbose_name='dùng để')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='xã, phường')),
                ('address', models.CharField(max_length=300, verbose_name='địa chỉ')),
            ],
            options={
                'verbose_name': 'địa điểm',
                'verbose_name_plural': 'địa điểm',
            },
        ),
    ]
