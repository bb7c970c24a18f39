from __future__ import annotations

from typing import Any

from django.db import migrations, models

ASK_FIRST = ("phone", "sms", "email", "chat")
STEPS = {
    "leaflets": 50,
    "email": 50,
    "sms": 50,
    "zalo": 10,
    "line": 10,
    "wechat": 10,
    "facebook": 10,
    "banners": 100,
    "social_posts": 100,
    "events": 5,
    "bought_lists": 10,
    "phone_book": 10,
    "web": 100,
}


def as_packs_have_it(apps: Any, schema_editor: Any) -> None:
    """Channels that are there already get what new workspaces get."""
    channels = apps.get_model("prospecting", "Channel")._base_manager
    asked = channels.filter(medium__in=ASK_FIRST).exclude(key="referrals")
    asked.update(needs_permission=True)
    for key, step in STEPS.items():
        channels.filter(key=key).update(step=step)


class Migration(migrations.Migration):
    dependencies = [("prospecting", "0002_campaigns")]

    operations = [
        migrations.AddField(
            model_name="channel",
            name="is_open",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="channel",
            name="needs_permission",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="channel",
            name="step",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.RunPython(as_packs_have_it, migrations.RunPython.noop),
    ]
