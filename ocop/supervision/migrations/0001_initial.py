import django.db.models.deletion
import ocop.supervision.spec
import ocop.supervision.states
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('places', '0001_squashed_0002_levels_places_papers'),
        ('recognition', '0001_squashed_0004_switch_counts_published'),
    ]

    operations = [
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.unit', verbose_name='tỉnh')),
                ('kind', models.CharField(choices=[(ocop.supervision.spec.InspectionKind['PERIODIC'], 'Định kỳ'), (ocop.supervision.spec.InspectionKind['UNANNOUNCED'], 'Đột xuất')], max_length=12, verbose_name='hình thức')),
                ('title', models.CharField(max_length=300, verbose_name='nội dung')),
                ('basis', models.TextField(verbose_name='căn cứ')),
                ('reason', models.TextField(blank=True, verbose_name='lý do kiểm tra đột xuất')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_on', models.DateField(verbose_name='đến hết ngày')),
                ('state', models.CharField(choices=[(ocop.supervision.states.InspectionState['DRAFT'], 'Đang lập'), (ocop.supervision.states.InspectionState['SUBMITTED'], 'Đã trình, chờ quyết định'), (ocop.supervision.states.InspectionState['UNDER_WAY'], 'Đang kiểm tra'), (ocop.supervision.states.InspectionState['CONCLUDING'], 'Chờ ký kết luận'), (ocop.supervision.states.InspectionState['CONCLUDED'], 'Đã kết luận')], default='draft', max_length=12, verbose_name='trạng thái')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='lập lúc')),
                ('decision_no', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                ('decision_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision_title', models.CharField(blank=True, max_length=200, verbose_name='chức vụ người ký quyết định')),
                ('summary', models.TextField(blank=True, verbose_name='nhận xét chung')),
                ('conclusion_no', models.CharField(blank=True, max_length=60, verbose_name='số kết luận')),
                ('concluded_on', models.DateField(blank=True, null=True, verbose_name='ngày kết luận')),
                ('conclusion_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('conclusion_title', models.CharField(blank=True, max_length=200, verbose_name='chức vụ người ký kết luận')),
                ('concluded_for', models.CharField(blank=True, choices=[('office', 'Cơ quan tham mưu cấp tỉnh'), ('province', 'UBND cấp tỉnh')], max_length=10, verbose_name='cơ quan kết luận')),
            ],
            options={
                'verbose_name': 'cuộc kiểm tra',
                'verbose_name_plural': 'cuộc kiểm tra',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__lte', models.F('ends_on'))), name='inspection_days_in_order', violation_error_message='Ngày kết thúc không được trước ngày bắt đầu.'), models.CheckConstraint(condition=models.Q(('kind', 'periodic'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='unannounced_inspection_has_reason', violation_error_message='Kiểm tra đột xuất phải ghi lý do.'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('under_way', 'concluding', 'concluded')), _negated=True), models.Q(models.Q(('decision_no', ''), _negated=True), models.Q(('decision_title', ''), _negated=True), ('decision_by__isnull', False), ('decided_on__isnull', False)), _connector='OR'), name='inspection_decision_is_signed', violation_error_message='Quyết định kiểm tra phải có số, ngày ký, người ký và chức vụ.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'concluded'), _negated=True), models.Q(models.Q(('conclusion_no', ''), _negated=True), models.Q(('conclusion_title', ''), _negated=True), ('conclusion_by__isnull', False), ('concluded_on__gte', models.F('decided_on')), models.Q(('concluded_for', ''), _negated=True)), _connector='OR'), name='inspection_conclusion_is_signed', violation_error_message='Kết luận phải có số, ngày ký, người ký, chức vụ và không trước quyết định.'), models.UniqueConstraint(condition=models.Q(('decision_no', ''), _negated=True), fields=('province', 'decision_no', 'decided_on'), name='inspection_decision_number_once', violation_error_message='Số quyết định này đã dùng.'), models.UniqueConstraint(condition=models.Q(('conclusion_no', ''), _negated=True), fields=('province', 'conclusion_no', 'concluded_on'), name='inspection_conclusion_number_once', violation_error_message='Số kết luận này đã dùng.')],
            },
        ),
        migrations.CreateModel(
            name='InspectedProduct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='products', to='supervision.inspection')),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspected', to='recognition.certificate')),
            ],
            options={
                'verbose_name': 'sản phẩm được kiểm tra',
                'verbose_name_plural': 'sản phẩm được kiểm tra',
                'ordering': ['certificate__sort_key', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('inspection', 'certificate'), name='certificate_once_per_inspection', violation_error_message='Sản phẩm này đã có trong cuộc kiểm tra.')],
            },
        ),
        migrations.CreateModel(
            name='InspectionMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('move', models.CharField(max_length=40, verbose_name='bước')),
                ('from_state', models.CharField(max_length=40, verbose_name='từ trạng thái')),
                ('to_state', models.CharField(max_length=40, verbose_name='đến trạng thái')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thực hiện')),
                ('reason', models.TextField(blank=True, verbose_name='lý do')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='supervision.inspection')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='supervision.inspectedproduct')),
                ('state', models.CharField(choices=[(ocop.supervision.states.MinutesState['WRITING'], 'Đang ghi'), (ocop.supervision.states.MinutesState['CLOSED'], 'Đã khép')], default='writing', max_length=10, verbose_name='trạng thái')),
                ('held_on', models.DateField(blank=True, null=True, verbose_name='ngày kiểm tra')),
                ('place', models.CharField(blank=True, max_length=300, verbose_name='nơi kiểm tra')),
                ('present', models.TextField(blank=True, verbose_name='đại diện chủ thể có mặt')),
                ('findings', models.TextField(blank=True, verbose_name='nhận xét của Đoàn')),
                ('opinion', models.TextField(blank=True, verbose_name='ý kiến của chủ thể')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_at', models.DateTimeField(null=True, verbose_name='ghi lúc')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='lần ghi')),
            ],
            options={
                'verbose_name': 'biên bản kiểm tra',
                'verbose_name_plural': 'biên bản kiểm tra',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('written_at', None), ('written_by', None)), models.Q(('written_at__isnull', False), ('written_by__isnull', False)), _connector='OR'), name='minutes_who_and_when'), models.CheckConstraint(condition=models.Q(('state', 'writing'), models.Q(('held_on__isnull', False), ('written_by__isnull', False), models.Q(('present', ''), _negated=True), models.Q(('findings', ''), _negated=True)), _connector='OR'), name='closed_minutes_are_whole', violation_error_message='Biên bản đã khép phải có ngày, người có mặt và nhận xét.')],
            },
        ),
        migrations.CreateModel(
            name='CheckedMatter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matters', to='supervision.minutes')),
                ('part', models.CharField(choices=[(ocop.supervision.spec.Part['FIXED'], 'Nội dung kiểm tra chung'), (ocop.supervision.spec.Part['RANK'], 'Tiêu chí giữ hạng sao'), (ocop.supervision.spec.Part['OTHER'], 'Tiêu chí khác đã chứng nhận')], max_length=6, verbose_name='phần')),
                ('key', models.CharField(max_length=20, verbose_name='mã')),
                ('order', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('title', models.CharField(max_length=500, verbose_name='nội dung')),
                ('certified', models.TextField(verbose_name='đã chứng nhận')),
                ('found', models.CharField(blank=True, choices=[(ocop.supervision.spec.Found['KEPT'], 'Đúng'), (ocop.supervision.spec.Found['CHANGED'], 'Không đúng'), (ocop.supervision.spec.Found['NOT_APPLICABLE'], 'Không áp dụng')], max_length=14, verbose_name='kết quả')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
            ],
            options={
                'verbose_name': 'nội dung kiểm tra',
                'verbose_name_plural': 'nội dung kiểm tra',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('minutes', 'key'), name='matter_once_in_minutes')],
            },
        ),
        migrations.CreateModel(
            name='MinutesMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('move', models.CharField(max_length=40, verbose_name='bước')),
                ('from_state', models.CharField(max_length=40, verbose_name='từ trạng thái')),
                ('to_state', models.CharField(max_length=40, verbose_name='đến trạng thái')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thực hiện')),
                ('reason', models.TextField(blank=True, verbose_name='lý do')),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='supervision.minutes')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProductConclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='conclusion', to='supervision.inspectedproduct')),
                ('outcome', models.CharField(choices=[(ocop.supervision.spec.Outcome['KEEPS'], 'Duy trì'), (ocop.supervision.spec.Outcome['REMEDY'], 'Phải khắc phục'), (ocop.supervision.spec.Outcome['SUSPEND'], 'Đề nghị tạm dừng'), (ocop.supervision.spec.Outcome['REVOKE'], 'Đề nghị thu hồi')], max_length=8, verbose_name='kết luận')),
                ('ground', models.CharField(blank=True, choices=[('a', 'Cung cấp thông tin, tài liệu không trung thực hoặc giả mạo hồ sơ'), ('b', 'Không còn đáp ứng các tiêu chí theo kết luận kiểm tra, giám sát'), ('c', 'Vi phạm pháp luật về chất lượng, an toàn thực phẩm, môi trường, sở hữu trí tuệ, ghi nhãn'), ('d', 'Sử dụng nhãn hiệu OCOP không đúng quy định, gây nhầm lẫn'), ('đ', 'Không còn hoạt động sản xuất sản phẩm OCOP'), ('e', 'Trường hợp khác theo kết luận, đề nghị của cơ quan nhà nước có thẩm quyền')], max_length=1, verbose_name='trường hợp')),
                ('reason', models.TextField(blank=True, verbose_name='lý do, nội dung')),
                ('remedy_by', models.DateField(blank=True, null=True, verbose_name='khắc phục xong trước ngày')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(verbose_name='ghi lúc')),
                ('remedied_on', models.DateField(blank=True, null=True, verbose_name='đã khắc phục ngày')),
                ('remedied_note', models.TextField(blank=True, verbose_name='kết quả khắc phục')),
                ('remedied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('declined_reason', models.TextField(blank=True, verbose_name='lý do không áp dụng')),
                ('declined_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('declined_at', models.DateTimeField(null=True, verbose_name='quyết định không áp dụng lúc')),
            ],
            options={
                'verbose_name': 'kết luận về sản phẩm',
                'verbose_name_plural': 'kết luận về sản phẩm',
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome', 'keeps'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='conclusion_against_has_reason', violation_error_message='Kết luận khác “Duy trì” phải ghi lý do.'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'revoke'), _negated=True), models.Q(('ground', ''), _negated=True), _connector='OR'), name='revocation_proposed_on_a_ground', violation_error_message='Đề nghị thu hồi phải chọn trường hợp của khoản 1 Điều 8.'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'remedy'), ('remedy_by__isnull', False)), models.Q(models.Q(('outcome', 'remedy'), _negated=True), ('remedy_by', None)), _connector='OR'), name='remedy_has_its_day', violation_error_message='Yêu cầu khắc phục phải ghi thời hạn.'), models.CheckConstraint(condition=models.Q(models.Q(('remedied_by', None), ('remedied_on', None)), models.Q(('outcome', 'remedy'), ('remedied_by__isnull', False), ('remedied_on__isnull', False), models.Q(('remedied_note', ''), _negated=True)), _connector='OR'), name='remedied_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('declined_at', None), ('declined_by', None)), models.Q(('declined_at__isnull', False), ('declined_by__isnull', False), ('outcome__in', ['suspend', 'revoke']), models.Q(('declined_reason', ''), _negated=True)), _connector='OR'), name='declined_measure_has_reason', violation_error_message='Hãy ghi lý do không tạm dừng, thu hồi.')],
            },
        ),
        migrations.CreateModel(
            name='TeamMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='team', to='supervision.inspection')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=200, verbose_name='họ tên')),
                ('agency', models.CharField(max_length=300, verbose_name='chức vụ, cơ quan')),
                ('task', models.CharField(max_length=300, verbose_name='nhiệm vụ')),
                ('is_head', models.BooleanField(default=False, verbose_name='Trưởng đoàn')),
            ],
            options={
                'verbose_name': 'thành viên Đoàn kiểm tra',
                'verbose_name_plural': 'thành viên Đoàn kiểm tra',
                'ordering': ['-is_head', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_head', True)), fields=('inspection',), name='inspection_team_has_one_head', violation_error_message='Đoàn kiểm tra chỉ có một Trưởng đoàn.'), models.UniqueConstraint(condition=models.Q(('user__isnull', False)), fields=('inspection', 'user'), name='inspection_member_once', violation_error_message='Người này đã có trong Đoàn.')],
            },
        ),
    ]
