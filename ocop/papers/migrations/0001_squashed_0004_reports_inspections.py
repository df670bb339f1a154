import django.db.models.deletion
import ocop.papers.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('papers', '0001_levels_places_papers'),
        ('papers', '0002_kinds'),
        ('papers', '0003_templates_tried_first'),
        ('papers', '0004_reports_inspections'),
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
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='địa bàn')),
                ('issuer', models.CharField(choices=[('producer', 'Chủ thể'), ('commune', 'UBND cấp xã'), ('office', 'Cơ quan tham mưu cấp tỉnh'), ('district', 'UBND cấp huyện'), ('province', 'UBND cấp tỉnh'), ('council', 'Hội đồng'), ('team', 'Tổ tư vấn')], max_length=12, verbose_name='cơ quan')),
                ('kind', models.CharField(choices=[('mau_01', 'Phiếu đăng ký đánh giá, phân hạng (Mẫu 01)'), ('mau_02', 'Báo cáo tự đánh giá (Mẫu 02)'), ('receipt', 'Giấy tiếp nhận hồ sơ'), ('return_letter', 'Văn bản yêu cầu bổ sung hồ sơ'), ('mau_03', 'Báo cáo của UBND cấp xã (Mẫu 03)'), ('commune_request', 'Văn bản của xã đề nghị đánh giá, phân hạng'), ('team_report', 'Báo cáo của Tổ tư vấn'), ('invitation', 'Giấy mời họp Hội đồng'), ('agenda', 'Chương trình phiên họp'), ('attendance', 'Danh sách điểm danh'), ('opinion_slip', 'Phiếu lấy ý kiến bằng văn bản'), ('opinion_summary', 'Tổng hợp ý kiến bằng văn bản'), ('score_sheet', 'Phiếu đánh giá của thành viên'), ('score_summary', 'Bảng tổng hợp điểm'), ('minutes', 'Biên bản họp Hội đồng'), ('council_report', 'Báo cáo kết quả của Hội đồng'), ('to_trinh', 'Tờ trình phê duyệt kết quả'), ('decision', 'Quyết định phê duyệt kết quả, công nhận'), ('certificate', 'Giấy chứng nhận'), ('result_notice', 'Thông báo kết quả đánh giá, phân hạng'), ('ministry_request', 'Văn bản đề nghị Bộ đánh giá 5 sao'), ('inspection_decision', 'Quyết định kiểm tra sản phẩm OCOP'), ('inspection_minutes', 'Biên bản kiểm tra sản phẩm OCOP'), ('inspection_conclusion', 'Kết luận kiểm tra sản phẩm OCOP'), ('measure_decision', 'Quyết định tạm dừng, khôi phục, thu hồi giấy chứng nhận'), ('round_plan', 'Kế hoạch tổ chức đợt đánh giá'), ('district_report', 'Báo cáo năm của cấp huyện'), ('department_report', 'Báo cáo năm của cơ quan tham mưu cấp tỉnh')], max_length=30, verbose_name='loại văn bản')),
                ('subject_type', models.CharField(max_length=12, verbose_name='về')),
                ('subject_id', models.PositiveBigIntegerField(verbose_name='khóa của đối tượng')),
                ('title', models.CharField(max_length=400, verbose_name='trích yếu')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu')),
                ('dated_on', models.DateField(verbose_name='ngày văn bản')),
                ('data', models.JSONField(verbose_name='dữ liệu')),
                ('template_version', models.CharField(max_length=60, verbose_name='bản mẫu')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='tệp đã phát hành')),
                ('word', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='bản Word')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã băm SHA-256')),
                ('pages', models.JSONField(default=list, verbose_name='mã băm từng trang')),
                ('code', models.CharField(default=ocop.papers.models.new_code, max_length=20, unique=True, verbose_name='mã văn bản')),
                ('is_personal', models.BooleanField(default=False, verbose_name='có dữ liệu cá nhân')),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='papers.paper', verbose_name='thay cho văn bản')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issued_at', models.DateTimeField(auto_now_add=True, verbose_name='phát hành lúc')),
                ('cancelled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cancelled_at', models.DateTimeField(null=True, verbose_name='hủy lúc')),
                ('cancelled_reason', models.TextField(blank=True, verbose_name='lý do hủy')),
            ],
            options={
                'verbose_name': 'văn bản đã phát hành',
                'verbose_name_plural': 'văn bản đã phát hành',
                'ordering': ['-issued_at', '-pk'],
                'indexes': [models.Index(fields=['subject_type', 'subject_id'], name='paper_by_subject')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('cancelled_at', None), ('corrects', None)), fields=('kind', 'subject_type', 'subject_id'), name='paper_issued_once', violation_error_message='Văn bản này đã phát hành; muốn sửa hãy lập văn bản thay thế.'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at', None), ('cancelled_by', None)), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False), models.Q(('cancelled_reason', ''), _negated=True)), _connector='OR'), name='paper_cancelled_has_reason', violation_error_message='Hãy ghi lý do hủy văn bản.'), models.CheckConstraint(condition=models.Q(('corrects', None), models.Q(('corrects', models.F('pk')), _negated=True), _connector='OR'), name='paper_does_not_correct_itself')],
            },
        ),
        migrations.CreateModel(
            name='PaperNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='địa bàn')),
                ('issuer', models.CharField(choices=[('producer', 'Chủ thể'), ('commune', 'UBND cấp xã'), ('office', 'Cơ quan tham mưu cấp tỉnh'), ('district', 'UBND cấp huyện'), ('province', 'UBND cấp tỉnh'), ('council', 'Hội đồng'), ('team', 'Tổ tư vấn')], max_length=12, verbose_name='cơ quan')),
                ('series', models.CharField(max_length=10, verbose_name='loại số')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('number', models.PositiveIntegerField(verbose_name='số')),
                ('text', models.CharField(max_length=60, verbose_name='số, ký hiệu')),
                ('state', models.CharField(choices=[('used', 'Đã dùng'), ('reserved', 'Giữ trước'), ('cancelled', 'Đã hủy')], max_length=10, verbose_name='trạng thái')),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='papers.paper')),
                ('reason', models.TextField(blank=True, verbose_name='lý do')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
            ],
            options={
                'verbose_name': 'số văn bản',
                'verbose_name_plural': 'số văn bản',
                'ordering': ['-year', 'series', '-number'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'issuer', 'series', 'year', 'number'), name='paper_number_once', violation_error_message='Số này đã dùng trong năm.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'used'), _negated=True), ('paper__isnull', False), _connector='OR'), name='paper_number_used_by_a_paper'), models.CheckConstraint(condition=models.Q(('state', 'used'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='paper_number_without_paper_has_reason', violation_error_message='Hãy ghi lý do giữ hoặc hủy số.')],
            },
        ),
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='địa bàn')),
                ('kind', models.CharField(choices=[('mau_01', 'Phiếu đăng ký đánh giá, phân hạng (Mẫu 01)'), ('mau_02', 'Báo cáo tự đánh giá (Mẫu 02)'), ('receipt', 'Giấy tiếp nhận hồ sơ'), ('return_letter', 'Văn bản yêu cầu bổ sung hồ sơ'), ('mau_03', 'Báo cáo của UBND cấp xã (Mẫu 03)'), ('commune_request', 'Văn bản của xã đề nghị đánh giá, phân hạng'), ('team_report', 'Báo cáo của Tổ tư vấn'), ('invitation', 'Giấy mời họp Hội đồng'), ('agenda', 'Chương trình phiên họp'), ('attendance', 'Danh sách điểm danh'), ('opinion_slip', 'Phiếu lấy ý kiến bằng văn bản'), ('opinion_summary', 'Tổng hợp ý kiến bằng văn bản'), ('score_sheet', 'Phiếu đánh giá của thành viên'), ('score_summary', 'Bảng tổng hợp điểm'), ('minutes', 'Biên bản họp Hội đồng'), ('council_report', 'Báo cáo kết quả của Hội đồng'), ('to_trinh', 'Tờ trình phê duyệt kết quả'), ('decision', 'Quyết định phê duyệt kết quả, công nhận'), ('certificate', 'Giấy chứng nhận'), ('result_notice', 'Thông báo kết quả đánh giá, phân hạng'), ('ministry_request', 'Văn bản đề nghị Bộ đánh giá 5 sao'), ('inspection_decision', 'Quyết định kiểm tra sản phẩm OCOP'), ('inspection_minutes', 'Biên bản kiểm tra sản phẩm OCOP'), ('inspection_conclusion', 'Kết luận kiểm tra sản phẩm OCOP'), ('measure_decision', 'Quyết định tạm dừng, khôi phục, thu hồi giấy chứng nhận'), ('round_plan', 'Kế hoạch tổ chức đợt đánh giá'), ('district_report', 'Báo cáo năm của cấp huyện'), ('department_report', 'Báo cáo năm của cơ quan tham mưu cấp tỉnh')], max_length=30, verbose_name='loại văn bản')),
                ('version', models.PositiveSmallIntegerField(verbose_name='bản số')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='tệp')),
                ('fields', models.JSONField(default=list, verbose_name='các trường đã dùng')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='tải lên lúc')),
                ('taken_at', models.DateTimeField(null=True, verbose_name='dùng từ')),
                ('retired_at', models.DateTimeField(null=True, verbose_name='thôi dùng từ')),
            ],
            options={
                'verbose_name': 'bản mẫu văn bản',
                'verbose_name_plural': 'bản mẫu văn bản',
                'ordering': ['-version'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'kind', 'version'), name='template_version_once'), models.UniqueConstraint(condition=models.Q(('retired_at', None), ('taken_at__isnull', False)), fields=('unit', 'kind'), name='template_one_in_use', violation_error_message='Mỗi loại văn bản chỉ có một bản mẫu đang dùng.')],
            },
        ),
        migrations.CreateModel(
            name='Letterhead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='địa bàn')),
                ('issuer', models.CharField(choices=[('producer', 'Chủ thể'), ('commune', 'UBND cấp xã'), ('office', 'Cơ quan tham mưu cấp tỉnh'), ('district', 'UBND cấp huyện'), ('province', 'UBND cấp tỉnh'), ('council', 'Hội đồng'), ('team', 'Tổ tư vấn')], max_length=12, verbose_name='cơ quan')),
                ('kind', models.CharField(blank=True, choices=[('mau_01', 'Phiếu đăng ký đánh giá, phân hạng (Mẫu 01)'), ('mau_02', 'Báo cáo tự đánh giá (Mẫu 02)'), ('receipt', 'Giấy tiếp nhận hồ sơ'), ('return_letter', 'Văn bản yêu cầu bổ sung hồ sơ'), ('mau_03', 'Báo cáo của UBND cấp xã (Mẫu 03)'), ('commune_request', 'Văn bản của xã đề nghị đánh giá, phân hạng'), ('team_report', 'Báo cáo của Tổ tư vấn'), ('invitation', 'Giấy mời họp Hội đồng'), ('agenda', 'Chương trình phiên họp'), ('attendance', 'Danh sách điểm danh'), ('opinion_slip', 'Phiếu lấy ý kiến bằng văn bản'), ('opinion_summary', 'Tổng hợp ý kiến bằng văn bản'), ('score_sheet', 'Phiếu đánh giá của thành viên'), ('score_summary', 'Bảng tổng hợp điểm'), ('minutes', 'Biên bản họp Hội đồng'), ('council_report', 'Báo cáo kết quả của Hội đồng'), ('to_trinh', 'Tờ trình phê duyệt kết quả'), ('decision', 'Quyết định phê duyệt kết quả, công nhận'), ('certificate', 'Giấy chứng nhận'), ('result_notice', 'Thông báo kết quả đánh giá, phân hạng'), ('ministry_request', 'Văn bản đề nghị Bộ đánh giá 5 sao'), ('inspection_decision', 'Quyết định kiểm tra sản phẩm OCOP'), ('inspection_minutes', 'Biên bản kiểm tra sản phẩm OCOP'), ('inspection_conclusion', 'Kết luận kiểm tra sản phẩm OCOP'), ('measure_decision', 'Quyết định tạm dừng, khôi phục, thu hồi giấy chứng nhận'), ('round_plan', 'Kế hoạch tổ chức đợt đánh giá'), ('district_report', 'Báo cáo năm của cấp huyện'), ('department_report', 'Báo cáo năm của cơ quan tham mưu cấp tỉnh')], max_length=30, verbose_name='loại văn bản')),
                ('parent_name', models.CharField(blank=True, max_length=200, verbose_name='cơ quan chủ quản')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='tên cơ quan ban hành')),
                ('symbol', models.CharField(blank=True, max_length=40, verbose_name='ký hiệu cơ quan')),
                ('place', models.CharField(blank=True, max_length=100, verbose_name='địa danh')),
                ('authority', models.TextField(blank=True, verbose_name='quyền hạn, chức vụ người ký')),
                ('signer', models.CharField(blank=True, max_length=200, verbose_name='họ tên người ký')),
                ('recipients', models.TextField(blank=True, verbose_name='nơi nhận')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(auto_now=True, verbose_name='sửa lúc')),
            ],
            options={
                'verbose_name': 'thiết lập văn bản',
                'verbose_name_plural': 'thiết lập văn bản',
                'constraints': [models.UniqueConstraint(fields=('unit', 'issuer', 'kind'), name='letterhead_once')],
            },
        ),
    ]
