package dev.rollcall.benchmarks.compare;

import dev.rollcall.benchmarks.load.Measurement;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** What is measured, and how many times SCIM-SDK's rate it must reach at least (DESIGN §7). */
enum Operation {
    GET("GET by id", OptionalDouble.of(3)) {
        @Override
        Measurement measure(Subject subject, int groupSize, Duration time) {
            return subject.users().get(time);
        }
    },
    FILTER("`userName eq`", OptionalDouble.of(1_000)) {
        @Override
        Measurement measure(Subject subject, int groupSize, Duration time) {
            return subject.users().filter(time);
        }
    },
    CREATE("POST user", OptionalDouble.of(1)) {
        @Override
        Measurement measure(Subject subject, int groupSize, Duration time) {
            return subject.users().create(time);
        }
    },
    PATCH("PATCH `active`", OptionalDouble.of(2)) {
        @Override
        Measurement measure(Subject subject, int groupSize, Duration time) {
            return subject.users().patchActive(time);
        }
    },
    LIST("list page of 100", OptionalDouble.of(10)) {
        @Override
        Measurement measure(Subject subject, int groupSize, Duration time) {
            return subject.users().list(time);
        }
    },
    LIST_ANYWHERE("list page of 100 anywhere", OptionalDouble.empty()) {
        @Override
        Measurement measure(Subject subject, int groupSize, Duration time) {
            return subject.users().listAnywhere(time);
        }
    },
    MEMBER_ADD("add one member", OptionalDouble.of(400)) {
        @Override
        Measurement measure(Subject subject, int groupSize, Duration time) {
            return subject.group(alone(groupSize, MemberForm.WHOLE)).add(time);
        }
    },
    MEMBER_REMOVE("remove one member", OptionalDouble.empty()) {
        @Override
        Measurement measure(Subject subject, int groupSize, Duration time) {
            return subject.group(alone(groupSize, MemberForm.WHOLE)).remove(time);
        }
    },
    BARE_MEMBER_ADD("add one member, members by `value` alone", OptionalDouble.of(400)) {
        @Override
        Measurement measure(Subject subject, int groupSize, Duration time) {
            return subject.group(alone(groupSize, MemberForm.VALUE_ALONE)).add(time);
        }
    };

    private final String title;
    private final OptionalDouble floor;

    Operation(String title, OptionalDouble floor) {
        this.title = title;
        this.floor = floor;
    }

    abstract Measurement measure(Subject subject, int groupSize, Duration time);

    String title() {
        return title;
    }

    OptionalDouble floor() {
        return floor;
    }

    /** Whether it works on a group, and so over one connection. */
    boolean isOnGroup() {
        return this == MEMBER_ADD || this == MEMBER_REMOVE || this == BARE_MEMBER_ADD;
    }

    private static MemberGroup.Kind alone(int groupSize, MemberForm form) {
        return new MemberGroup.Kind(groupSize, 1, form);
    }

    /** Its name as an option: {@code member-add}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
