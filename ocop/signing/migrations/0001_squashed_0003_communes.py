import django.db.models.deletion
import django.utils.timezone
import ocop.signing.spec
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('signing', '0001_levels_places_papers'),
        ('signing', '0002_paper_body'),
        ('signing', '0003_communes'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('documents', '0001_initial'),
        ('places', '0001_squashed_0002_levels_places_papers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('title', models.CharField(max_length=300, verbose_name='tên văn bản')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu')),
                ('signer_name', models.CharField(blank=True, max_length=200, verbose_name='họ tên người ký in trên văn bản')),
                ('form', models.CharField(choices=[('paper', 'Văn bản'), ('attachment', 'Tài liệu kèm theo, bản sao')], max_length=10, verbose_name='loại')),
                ('body', models.CharField(choices=[('province', 'Ủy ban nhân dân tỉnh'), ('office', 'Cơ quan tham mưu cấp tỉnh'), ('team', 'Tổ tư vấn'), ('council', 'Hội đồng'), ('commune', 'UBND cấp xã')], default=ocop.signing.spec.Body['PROVINCE'], max_length=10, verbose_name='cơ quan ban hành')),
                ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('council_id', models.BigIntegerField(null=True, verbose_name='hội đồng')),
                ('about_type', models.CharField(blank=True, max_length=60)),
                ('about_id', models.BigIntegerField(null=True)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'văn bản ký số',
                'verbose_name_plural': 'văn bản ký số',
                'ordering': ['-opened_at', '-pk'],
                'indexes': [models.Index(fields=['about_type', 'about_id'], name='signing_paper_about')],
            },
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('commune', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('kind', models.CharField(choices=[('personal', 'Chữ ký số cá nhân'), ('agency', 'Chữ ký số cơ quan')], max_length=10, verbose_name='loại')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.CharField(choices=[('pkcs12', 'Tệp PKCS#12 (.p12, .pfx)'), ('token', 'USB token, HSM (PKCS#11)'), ('remote', 'Dịch vụ ký số từ xa')], max_length=10, verbose_name='khóa riêng ở đâu')),
                ('reference', models.CharField(blank=True, max_length=200, verbose_name='tên khóa ở đó')),
                ('name', models.CharField(max_length=300, verbose_name='tên trên chứng thư số')),
                ('organisation', models.CharField(blank=True, max_length=300, verbose_name='tổ chức trên chứng thư số')),
                ('issuer', models.CharField(max_length=300, verbose_name='nơi cấp')),
                ('serial', models.CharField(max_length=64, verbose_name='số sê-ri')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='vân tay SHA-256')),
                ('not_after', models.DateTimeField(verbose_name='hết hạn')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('width', models.PositiveSmallIntegerField(default=36, verbose_name='bề rộng hình dấu (mm)')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ngừng dùng lúc')),
            ],
            options={
                'verbose_name': 'chữ ký số',
                'verbose_name_plural': 'chữ ký số',
                'ordering': ['kind', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', ocop.signing.spec.Kind['PERSONAL']), ('owner__isnull', False)), models.Q(('kind', ocop.signing.spec.Kind['AGENCY']), ('owner__isnull', True)), _connector='OR'), name='personal_profile_has_owner', violation_error_message='Chữ ký số cá nhân phải có chủ; chữ ký số cơ quan không của riêng ai.'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('province', 'kind', 'fingerprint'), name='profile_once', violation_error_message='Chứng thư số này đã được khai.')],
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signing.profile')),
                ('title', models.CharField(max_length=300, verbose_name='tên')),
                ('run', models.UUIDField(default=uuid.uuid4)),
                ('sealed', models.BinaryField(default=b'')),
                ('stopped', models.CharField(blank=True, max_length=500, verbose_name='dừng vì')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'loạt ký số',
                'verbose_name_plural': 'loạt ký số',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='signing.paper')),
                ('kind', models.CharField(choices=[('personal', 'Chữ ký số cá nhân'), ('agency', 'Chữ ký số cơ quan')], max_length=10, verbose_name='loại')),
                ('profile', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signing.profile')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('signed', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('name', models.CharField(max_length=300, verbose_name='người ký')),
                ('issuer', models.CharField(max_length=300, verbose_name='nơi cấp chứng thư')),
                ('serial', models.CharField(max_length=64, verbose_name='số sê-ri')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='vân tay SHA-256')),
                ('stamped', models.BooleanField(default=False, verbose_name='có dấu thời gian')),
                ('trusted', models.BooleanField(default=False, verbose_name='nguồn tin cậy đã biết')),
                ('elsewhere', models.BooleanField(default=False, verbose_name='ký ở hệ thống khác')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='lúc')),
            ],
            options={
                'verbose_name': 'lần ký số',
                'verbose_name_plural': 'lần ký số',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('paper', 'kind'), name='paper_signed_once_by_each', violation_error_message='Văn bản này đã có chữ ký số đó rồi.'), models.UniqueConstraint(fields=('source',), name='file_signed_once', violation_error_message='Bản này vừa được ký. Hãy mở lại trang.'), models.CheckConstraint(condition=models.Q(('elsewhere', True), ('profile__isnull', False), _connector='OR'), name='own_signature_has_profile', violation_error_message='Ký tại đây phải dùng một chữ ký số đã khai.')],
            },
        ),
        migrations.CreateModel(
            name='BatchItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='signing.batch')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signing.paper')),
                ('signature', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signing.signature')),
                ('fault', models.CharField(blank=True, max_length=500, verbose_name='chưa ký vì')),
            ],
            options={
                'verbose_name': 'văn bản trong loạt',
                'verbose_name_plural': 'văn bản trong loạt',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('batch', 'paper'), name='paper_once_in_batch', violation_error_message='Văn bản này đã có trong loạt.'), models.CheckConstraint(condition=models.Q(('signature', None), ('fault', ''), _connector='OR'), name='signed_item_has_no_fault', violation_error_message='Đã ký thì không còn lỗi.')],
            },
        ),
    ]
