from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("teams", "0001_v0_1"),
    ]

    operations = [
        migrations.AddField(
            model_name="team",
            name="site",
            field=models.CharField(blank=True, editable=False, max_length=300),
        ),
    ]
