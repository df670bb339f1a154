from django.conf import settings
from django.db import migrations, models


def take_known(apps, schema_editor):
    """Templates of before were in use from the moment they came."""
    apps.get_model("papers", "Template").objects.update(taken_at=models.F("uploaded_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
        ('papers', '0002_kinds'),
        ('places', '0002_levels_places_papers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='template',
            name='taken_at',
            field=models.DateTimeField(null=True, verbose_name='dùng từ'),
        ),
        migrations.RunPython(take_known, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='template',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_at', None), ('taken_at__isnull', False)), fields=('unit', 'kind'), name='template_one_in_use', violation_error_message='Mỗi loại văn bản chỉ có một bản mẫu đang dùng.'),
        ),
    ]
