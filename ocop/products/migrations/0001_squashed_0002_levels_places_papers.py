import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('products', '0001_initial'),
        ('products', '0002_levels_places_papers'),
    ]

    dependencies = [
        ('documents', '0001_initial'),
        ('parties', '0001_squashed_0002_levels_places_papers'),
        ('regulations', '0001_squashed_0003_source_file'),
    ]

    operations = [
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('producer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='parties.producer', verbose_name='chủ thể')),
                ('name', models.CharField(max_length=300, verbose_name='tên sản phẩm')),
                ('criteria_set', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regulations.criteriaset', verbose_name='bộ sản phẩm')),
                ('description', models.TextField(blank=True, verbose_name='mô tả')),
                ('specification', models.TextField(blank=True, verbose_name='quy cách, khối lượng, thành phần')),
                ('story', models.TextField(blank=True, verbose_name='câu chuyện sản phẩm')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='tạo lúc')),
                ('folded', models.CharField(db_index=True, editable=False, max_length=300)),
                ('sort_key', models.CharField(db_index=True, editable=False, max_length=700)),
            ],
            options={
                'verbose_name': 'sản phẩm',
                'verbose_name_plural': 'sản phẩm',
                'ordering': ['sort_key'],
                'constraints': [models.UniqueConstraint(fields=('producer', 'name'), name='product_name_once_per_producer', violation_error_message='Chủ thể đã có sản phẩm mang tên này.')],
            },
        ),
        migrations.CreateModel(
            name='ProductCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='products.product')),
                ('province_code', models.CharField(max_length=2, verbose_name='mã tỉnh')),
                ('commune_code', models.CharField(max_length=5, verbose_name='mã xã')),
                ('district_code', models.CharField(blank=True, max_length=3, verbose_name='mã huyện')),
                ('serial', models.PositiveIntegerField(verbose_name='số thứ tự')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm đánh giá')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='mã sản phẩm')),
                ('assigned_at', models.DateTimeField(verbose_name='cấp lúc')),
                ('void_at', models.DateTimeField(null=True, verbose_name='hủy lúc')),
                ('void_reason', models.TextField(blank=True, verbose_name='lý do hủy')),
            ],
            options={
                'verbose_name': 'mã sản phẩm',
                'verbose_name_plural': 'mã sản phẩm',
                'constraints': [models.UniqueConstraint(fields=('province_code', 'commune_code', 'serial', 'year'), name='product_code_serial_once'), models.CheckConstraint(condition=models.Q(models.Q(('void_at', None), ('void_reason', '')), models.Q(('void_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='product_code_void_has_reason', violation_error_message='Hãy ghi lý do hủy mã sản phẩm.')],
            },
        ),
        migrations.CreateModel(
            name='ProductPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='products.product')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('caption', models.CharField(blank=True, max_length=200, verbose_name='chú thích')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
            ],
            options={
                'verbose_name': 'ảnh sản phẩm',
                'verbose_name_plural': 'ảnh sản phẩm',
                'ordering': ['order', 'pk'],
            },
        ),
    ]
