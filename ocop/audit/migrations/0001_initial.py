import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(unique=True, verbose_name='số thứ tự')),
                ('at', models.DateTimeField(db_index=True, verbose_name='thời điểm')),
                ('recorded_at', models.DateTimeField(db_index=True, verbose_name='thời điểm ghi')),
                ('actor_id', models.BigIntegerField(blank=True, db_index=True, null=True, verbose_name='mã người thực hiện')),
                ('actor_name', models.CharField(max_length=300, verbose_name='người thực hiện')),
                ('action', models.CharField(db_index=True, max_length=100, verbose_name='việc')),
                ('subject_type', models.CharField(max_length=100, verbose_name='loại đối tượng')),
                ('subject_id', models.CharField(max_length=100, verbose_name='mã đối tượng')),
                ('subject_name', models.CharField(max_length=500, verbose_name='đối tượng')),
                ('data', models.JSONField(blank=True, default=dict, verbose_name='chi tiết')),
                ('digest', models.CharField(max_length=64, verbose_name='dấu vết')),
            ],
            options={
                'verbose_name': 'dòng nhật ký',
                'verbose_name_plural': 'nhật ký',
                'ordering': ['number'],
                'abstract': False,
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['subject_type', 'subject_id', 'number'], name='audit_entry_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1), models.Q(('action', ''), _negated=True), models.Q(('digest', ''), _negated=True)), name='audit_entry_complete', violation_error_message='Dòng nhật ký thiếu số thứ tự, việc hoặc dấu vết.')],
            },
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(verbose_name='số dòng')),
                ('digest', models.CharField(max_length=64, verbose_name='dấu vết cuối')),
            ],
            options={
                'verbose_name': 'đầu chuỗi nhật ký',
                'verbose_name_plural': 'đầu chuỗi nhật ký',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='audit_head_single', violation_error_message='Chuỗi nhật ký chỉ có một đầu.')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='ngày')),
                ('first', models.PositiveBigIntegerField(verbose_name='từ dòng')),
                ('last', models.PositiveBigIntegerField(verbose_name='đến dòng')),
                ('count', models.PositiveIntegerField(verbose_name='số dòng')),
                ('digest', models.CharField(max_length=64, verbose_name='dấu niêm phong')),
                ('sealed_at', models.DateTimeField(verbose_name='thời điểm niêm phong')),
            ],
            options={
                'verbose_name': 'niêm phong ngày',
                'verbose_name_plural': 'niêm phong ngày',
                'ordering': ['day'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(('count', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('last'), '-', models.F('first')), '+', models.Value(1)))), name='audit_seal_count', violation_error_message='Số dòng niêm phong không khớp với khoảng số thứ tự.')],
            },
        ),
    ]
