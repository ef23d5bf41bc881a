package io.taskmill.client;

import java.util.List;

/** Reads schedules. */
final class ScheduleReader {

    private ScheduleReader() {}

    /** @param json of which these are the members */
    static ScheduleView read(String json, Members schedule) {
        Members task = schedule.object("task");
        Members paused = schedule.object("paused");
        List<ScheduleView.Firing> recent = schedule.objects("recent").stream()
                .map(firing -> new ScheduleView.Firing(
                        firing.instant("firing"), firing.text("outcome"), firing.text("task"), firing.text("ended")))
                .toList();
        return new ScheduleView(
                json,
                schedule.requiredText("name"),
                schedule.smallNumber("revision"),
                schedule.text("status"),
                schedule.text("cron"),
                schedule.text("zone"),
                schedule.duration("every"),
                task == null ? null : task.text("type"),
                schedule.text("overlap"),
                paused == null ? null : paused.text("reason"),
                schedule.instant("next"),
                schedule.objects("running").size(),
                schedule.numbers("counts"),
                recent);
    }
}
