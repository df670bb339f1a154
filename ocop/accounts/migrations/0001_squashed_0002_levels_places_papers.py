import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('accounts', '0001_initial'),
        ('accounts', '0002_levels_places_papers'),
    ]

    dependencies = [
        ('parties', '0001_squashed_0002_levels_places_papers'),
        ('places', '0001_squashed_0002_levels_places_papers'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=150, unique=True, verbose_name='tên đăng nhập')),
                ('full_name', models.CharField(max_length=200, verbose_name='họ và tên')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='điện thoại')),
                ('is_active', models.BooleanField(default=True, verbose_name='đang hoạt động')),
                ('is_sample', models.BooleanField(default=False, verbose_name='tài khoản mẫu')),
                ('province', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='tỉnh quản lý')),
                ('must_change_password', models.BooleanField(default=False, verbose_name='phải đổi mật khẩu')),
                ('temporary_until', models.DateTimeField(blank=True, null=True, verbose_name='mật khẩu tạm dùng được đến')),
                ('date_joined', models.DateTimeField(auto_now_add=True, verbose_name='ngày tạo')),
                ('folded', models.CharField(db_index=True, editable=False, max_length=400)),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=700)),
            ],
            options={
                'verbose_name': 'tài khoản',
                'verbose_name_plural': 'tài khoản',
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('key', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'lượt dùng biểu công khai',
                'verbose_name_plural': 'lượt dùng biểu công khai',
                'indexes': [models.Index(fields=['kind', 'key', 'at'], name='attempt_kind_key_at')],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL, verbose_name='người được cấp')),
                ('role', models.CharField(choices=[('producer', 'Chủ thể'), ('producer_helper', 'Người giúp chủ thể'), ('commune_officer', 'Công chức cấp xã'), ('commune_leader', 'Lãnh đạo UBND cấp xã'), ('provincial_office', 'Cơ quan tham mưu cấp tỉnh'), ('advisory_team', 'Tổ tư vấn'), ('council_member', 'Ủy viên Hội đồng'), ('council_secretary', 'Thư ký Hội đồng'), ('council_chair', 'Chủ tịch Hội đồng'), ('signing_leader', 'Lãnh đạo UBND tỉnh'), ('programme_officer', 'Cán bộ chương trình'), ('inspector', 'Cán bộ kiểm tra, giám sát'), ('auditor', 'Kiểm toán, thanh tra'), ('administrator', 'Quản trị hệ thống')], max_length=30, verbose_name='vai trò')),
                ('scope_kind', models.CharField(choices=[('province', 'cả tỉnh'), ('district', 'một huyện (quy trình ba cấp)'), ('commune', 'một xã, phường'), ('producer', 'một chủ thể'), ('council', 'một Hội đồng'), ('round', 'một đợt đánh giá')], max_length=10, verbose_name='phạm vi')),
                ('scope_id', models.BigIntegerField(verbose_name='mã phạm vi')),
                ('scope_name', models.CharField(blank=True, max_length=300, verbose_name='tên phạm vi')),
                ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người cấp')),
                ('granted_at', models.DateTimeField(verbose_name='cấp lúc')),
                ('basis', models.TextField(blank=True, verbose_name='căn cứ')),
                ('until', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='thu hồi lúc')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thu hồi')),
                ('end_reason', models.TextField(blank=True, verbose_name='lý do thu hồi')),
            ],
            options={
                'verbose_name': 'vai trò được cấp',
                'verbose_name_plural': 'vai trò được cấp',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('user', 'role', 'scope_kind', 'scope_id'), name='grant_once_while_active', violation_error_message='Người này đã có vai trò đó trong phạm vi đó.'), models.CheckConstraint(condition=models.Q(('ended_at', None), models.Q(('end_reason', ''), _negated=True), _connector='OR'), name='grant_end_has_reason', violation_error_message='Hãy ghi lý do thu hồi vai trò.')],
            },
        ),
        migrations.CreateModel(
            name='HelperConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='parties.producer', verbose_name='chủ thể')),
                ('helper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to=settings.AUTH_USER_MODEL, verbose_name='người giúp')),
                ('scope_note', models.CharField(max_length=300, verbose_name='giúp việc gì')),
                ('means', models.CharField(choices=[('system', 'Chủ thể tự cho phép trên hệ thống'), ('paper', 'Văn bản có chữ ký của chủ thể'), ('phone', 'Chủ thể đồng ý qua điện thoại'), ('in_person', 'Chủ thể đồng ý trực tiếp')], max_length=10, verbose_name='cách đồng ý')),
                ('evidence', models.TextField(blank=True, verbose_name='mô tả văn bản hoặc cuộc gọi')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi nhận')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('until', models.DateField(verbose_name='đến hết ngày')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='chấm dứt lúc')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người chấm dứt')),
                ('grant', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='consent', to='accounts.grant', verbose_name='vai trò')),
            ],
            options={
                'verbose_name': 'sự đồng ý cho người giúp',
                'verbose_name_plural': 'sự đồng ý cho người giúp',
                'ordering': ['-starts_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('starts_on'))), name='helper_consent_period', violation_error_message='Ngày kết thúc không được trước ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(('means', 'system'), models.Q(('evidence', ''), _negated=True), _connector='OR'), name='helper_consent_evidence', violation_error_message='Hãy mô tả văn bản, cuộc gọi hoặc buổi gặp mà chủ thể đã đồng ý.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='helper_consent_end_who_when', violation_error_message='Chấm dứt phải có người và thời điểm.')],
            },
        ),
        migrations.CreateModel(
            name='ProducerMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('move', models.CharField(max_length=40, verbose_name='bước')),
                ('from_state', models.CharField(max_length=40, verbose_name='từ trạng thái')),
                ('to_state', models.CharField(max_length=40, verbose_name='đến trạng thái')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thực hiện')),
                ('reason', models.TextField(blank=True, verbose_name='lý do')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='parties.producer')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
    ]
