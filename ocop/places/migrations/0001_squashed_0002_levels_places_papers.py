import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('places', '0001_initial'),
        ('places', '0002_levels_places_papers'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('province', 'Cấp tỉnh'), ('district', 'Cấp huyện'), ('commune', 'Cấp xã'), ('area', 'Khu vực chưa có đơn vị cấp xã')], max_length=10, verbose_name='cấp')),
                ('code', models.CharField(blank=True, max_length=5, verbose_name='mã')),
                ('kind', models.CharField(blank=True, choices=[('tinh', 'Tỉnh'), ('thanh-pho', 'Thành phố'), ('huyen', 'Huyện'), ('thi-xa', 'Thị xã'), ('xa', 'Xã'), ('phuong', 'Phường'), ('thi-tran', 'Thị trấn'), ('dac-khu', 'Đặc khu'), ('', 'Chưa rõ loại')], max_length=10, verbose_name='loại')),
                ('name', models.CharField(max_length=100, verbose_name='tên')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='places.unit', verbose_name='đơn vị cấp trên')),
                ('province_code', models.CharField(max_length=2, verbose_name='mã tỉnh')),
                ('district_code', models.CharField(blank=True, max_length=3, verbose_name='mã huyện')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('folded', models.CharField(editable=False, max_length=120)),
                ('lowered', models.CharField(editable=False, max_length=120)),
                ('sort_key', models.CharField(editable=False, max_length=700)),
            ],
            options={
                'verbose_name': 'đơn vị hành chính',
                'verbose_name_plural': 'đơn vị hành chính',
                'ordering': ['sort_key', 'code', 'pk'],
                'indexes': [models.Index(fields=['province_code', 'level', 'sort_key'], name='places_unit_in_province'), models.Index(fields=['code', 'level'], name='places_unit_code')],
                'constraints': [models.UniqueConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), ('valid_from__isnull', False)), fields=('level', 'code', 'valid_from'), name='places_unit_code_from', violation_error_message='Đã có đơn vị mang mã này từ ngày này.'), models.UniqueConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), ('valid_to__isnull', False)), fields=('level', 'code', 'valid_to'), name='places_unit_code_to', violation_error_message='Đã có đơn vị mang mã này đến ngày này.'), models.UniqueConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), ('valid_to__isnull', True)), fields=('level', 'code'), name='places_unit_code_in_force', violation_error_message='Mã này đang thuộc một đơn vị còn hiệu lực.'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='places_unit_dates_in_order', violation_error_message='Ngày hết hiệu lực không được trước ngày có hiệu lực.'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', False), ('valid_to__isnull', False), _connector='OR'), name='places_unit_period_known', violation_error_message='Cần biết ngày có hiệu lực hoặc ngày hết hiệu lực của đơn vị.'), models.CheckConstraint(condition=models.Q(('level__in', ['province', 'district', 'commune', 'area']), ('kind__in', ['tinh', 'thanh-pho', 'huyen', 'thi-xa', 'xa', 'phuong', 'thi-tran', 'dac-khu', '']), models.Q(('name', ''), _negated=True)), name='places_unit_level_and_kind', violation_error_message='Cấp, loại hoặc tên của đơn vị không đúng.')],
            },
        ),
        migrations.CreateModel(
            name='MapChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.CharField(max_length=100, verbose_name='số văn bản')),
                ('on', models.DateField(verbose_name='có hiệu lực từ ngày')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                ('target', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='đơn vị nhận')),
                ('target_is_new', models.BooleanField(default=False, verbose_name='đơn vị nhận là đơn vị mới')),
                ('summary', models.CharField(max_length=500, verbose_name='nội dung')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='tỉnh')),
                ('entered_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='bỏ lúc')),
                ('undo_reason', models.TextField(blank=True, verbose_name='lý do bỏ')),
            ],
            options={
                'verbose_name': 'sắp xếp đơn vị hành chính',
                'verbose_name_plural': 'sắp xếp đơn vị hành chính',
                'ordering': ['-on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='places_change_document', violation_error_message='Hãy ghi số nghị quyết hoặc văn bản sắp xếp.'), models.CheckConstraint(condition=models.Q(models.Q(('target__isnull', False), ('undone_at', None)), models.Q(('undone_at__isnull', False), models.Q(('undo_reason', ''), _negated=True)), _connector='OR'), name='places_change_undone_with_reason', violation_error_message='Bỏ một lần sắp xếp phải có lý do.')],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='places.unit', verbose_name='đơn vị cũ')),
                ('new', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='places.unit', verbose_name='đơn vị mới')),
                ('extent', models.CharField(choices=[('whole', 'Toàn bộ'), ('part', 'Một phần'), ('unchanged', 'Giữ nguyên')], max_length=10, verbose_name='phạm vi')),
                ('on', models.DateField(verbose_name='ngày')),
                ('ends_old', models.BooleanField(default=False, verbose_name='đơn vị cũ kết thúc')),
                ('change', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='successions', to='places.mapchange', verbose_name='lần sắp xếp')),
            ],
            options={
                'verbose_name': 'kế thừa địa giới',
                'verbose_name_plural': 'kế thừa địa giới',
                'constraints': [models.UniqueConstraint(fields=('old', 'new'), name='places_succession_once', violation_error_message='Quan hệ kế thừa giữa hai đơn vị này đã được ghi.'), models.CheckConstraint(condition=models.Q(('old', models.F('new')), _negated=True), name='places_succession_two_units', violation_error_message='Đơn vị không thể kế thừa chính nó.'), models.CheckConstraint(condition=models.Q(('extent__in', ['whole', 'part', 'unchanged'])), name='places_succession_extent', violation_error_message='Phạm vi kế thừa không đúng.')],
            },
        ),
    ]
