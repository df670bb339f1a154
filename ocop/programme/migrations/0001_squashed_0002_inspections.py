import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('programme', '0001_reports'),
        ('programme', '0002_inspections'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('places', '0001_squashed_0002_levels_places_papers'),
    ]

    operations = [
        migrations.CreateModel(
            name='YearReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='tỉnh')),
                ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='huyện')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('texts', models.JSONField(blank=True, default=dict, verbose_name='nội dung')),
                ('written', models.JSONField(blank=True, default=dict, verbose_name='lần ghi của từng phần')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='lần ghi')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lập')),
                ('opened_at', models.DateTimeField(verbose_name='lập lúc')),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người sửa sau cùng')),
                ('saved_at', models.DateTimeField(null=True, verbose_name='sửa lúc')),
            ],
            options={
                'verbose_name': 'báo cáo năm',
                'verbose_name_plural': 'báo cáo năm',
                'ordering': ['-year', 'district__sort_key', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('district', None)), fields=('province', 'year'), name='year_report_once', violation_error_message='Báo cáo của năm này đã được lập.'), models.UniqueConstraint(condition=models.Q(('district__isnull', False)), fields=('district', 'year'), name='year_report_once_in_district', violation_error_message='Báo cáo năm này của huyện đã được lập.'), models.CheckConstraint(condition=models.Q(('year__gte', 2018), models.Q(('district', None), ('year__lte', 2025), _connector='OR')), name='year_report_of_a_year_with_its_body', violation_error_message='Chương trình bắt đầu năm 2018; cấp huyện có đến năm 2025.'), models.CheckConstraint(condition=models.Q(models.Q(('saved_at', None), ('saved_by', None)), models.Q(('saved_at__isnull', False), ('saved_by__isnull', False)), _connector='OR'), name='year_report_saved_who_and_when')],
            },
        ),
        migrations.CreateModel(
            name='ReportTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='programme.yearreport', verbose_name='báo cáo')),
                ('order', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('title', models.CharField(max_length=500, verbose_name='mục tiêu')),
                ('planned', models.CharField(max_length=100, verbose_name='kế hoạch')),
                ('indicator', models.CharField(blank=True, choices=[('filed', 'Hồ sơ nộp'), ('returned', 'Hồ sơ phải bổ sung'), ('forwarded', 'Hồ sơ xã đề nghị'), ('sent_up', 'Hồ sơ huyện chuyển lên tỉnh'), ('withdrawn', 'Hồ sơ rút'), ('evaluated', 'Sản phẩm được đánh giá, phân hạng'), ('evaluated_first', 'Sản phẩm mới được đánh giá'), ('recognised', 'Sản phẩm được công nhận từ 3 sao'), ('recognised_first', 'Sản phẩm mới được công nhận từ 3 sao'), ('recognised_upgrade', 'Sản phẩm được công nhận nâng hạng'), ('recognised_again', 'Sản phẩm được công nhận lại'), ('recognised_3', 'Sản phẩm được công nhận 3 sao'), ('recognised_4', 'Sản phẩm được công nhận 4 sao'), ('recognised_5', 'Sản phẩm được công nhận 5 sao'), ('in_force', 'Giấy chứng nhận đang có hiệu lực'), ('expiring', 'Giấy chứng nhận hết hạn trong năm sau'), ('expired', 'Giấy chứng nhận hết hạn chưa được công nhận lại'), ('suspended', 'Lượt tạm dừng giấy chứng nhận'), ('revoked', 'Giấy chứng nhận bị thu hồi'), ('inspections', 'Cuộc kiểm tra sản phẩm OCOP'), ('inspected', 'Lượt sản phẩm được kiểm tra'), ('asked', 'Sản phẩm đề nghị Trung ương đánh giá 5 sao')], max_length=30, verbose_name='số liệu tính từ hồ sơ')),
                ('actual', models.CharField(blank=True, max_length=300, verbose_name='kết quả ghi bằng chữ')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
            ],
            options={
                'verbose_name': 'mục tiêu trong báo cáo năm',
                'verbose_name_plural': 'mục tiêu trong báo cáo năm',
                'ordering': ['order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('report', 'order'), name='report_target_order'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('planned', ''), _negated=True)), name='report_target_named', violation_error_message='Hãy ghi mục tiêu và con số của kế hoạch.'), models.CheckConstraint(condition=models.Q(('indicator', ''), ('actual', ''), _connector='OR'), name='report_target_one_result', violation_error_message='Chọn một: số liệu tính từ hồ sơ, hoặc kết quả ghi bằng chữ.')],
            },
        ),
    ]
