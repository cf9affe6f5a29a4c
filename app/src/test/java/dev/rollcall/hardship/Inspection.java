package dev.rollcall.hardship;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares what is there after a crash with what the clients know. */
final class Inspection {
    private static final int READERS = 8;
    private static final int LOG_ROWS = 1_000;
    private static final int OK = 200;
    private static final int FIRST_FAILURE = 300;
    private static final int HIGHEST = 599;

    private final Tenant tenant;
    private final Storage storage;
    private final History history;

    /** @param mark a user name that is free */
    Inspection(Tenant tenant, Storage storage, String mark) {
        this.tenant = tenant;
        this.storage = storage;
        this.history = History.read(tenant, storage, mark);
    }

    /** Checks all users. @return how many of them exist */
    long users(List<Known> users) throws Exception {
        return Crowd.results(READERS, reader -> {
            long there = 0;
            for (int i = reader; i < users.size(); i += READERS) {
                there += user(users.get(i)) ? 1 : 0;
            }
            return there;
        }).stream().mapToLong(Long::longValue).sum();
    }

    private boolean user(Known known) {
        Reply byName = tenant.find("/Users", "userName eq \"" + known.userName() + "\"");
        assertThat(byName.total()).as(byName::toString).isLessThanOrEqualTo(1);
        boolean there = byName.total() == 1;
        if (known.mustExist()) {
            assertThat(there).as("an acknowledged user is there: " + known.userName()).isTrue();
        }
        if (known.mustBeGone()) {
            assertThat(there).as("a user whose deletion was acknowledged is gone: " + known.userName()).isFalse();
        }
        if (there) {
            complete(known, byName.json().at("/Resources/0/id").stringValue());
        } else {
            absent(known);
        }
        known.id().ifPresent(id -> recorded(known, id));
        return there;
    }

    private void complete(Known known, String id) {
        Reply answer = tenant.get("/Users/" + id).expect(200);
        JsonNode user = answer.json();
        String name = known.userName();
        known.id().ifPresent(expected -> assertThat(id).isEqualTo(expected));
        assertThat(user.path("externalId").stringValue()).isEqualTo("x-" + name);
        assertThat(user.at("/emails/0/value").stringValue()).isEqualTo(name + "@example.com");
        assertThat(user.at("/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/department").stringValue())
                .isEqualTo("Dept " + name);
        assertThat(user.path("title").asString(Known.NONE)).isIn(known.labels())
                .isEqualTo(user.path("nickName").asString(Known.NONE));
        assertThat(ids(tenant.find("/Users", "externalId eq \"x-" + name + "\""))).containsExactly(id);
        assertThat(ids(tenant.find("/Users", "emails[type eq \"work\" and value eq \"" + name + "@example.com\"]")))
                .containsExactly(id);
        assertThat(history.versions(id)).as("the changes of " + name).endsWith(answer.revision());
    }

    private void absent(Known known) {
        assertThat(tenant.find("/Users", "externalId eq \"x-" + known.userName() + "\"").total()).isZero();
        known.id().ifPresent(id -> {
            tenant.get("/Users/" + id).expect(404);
            assertThat(history.of(id)).last().extracting(ChangeRecord::action).isEqualTo("deleted");
        });
    }

    /** Every change has its record and its log row, and there is none that nobody asked for. */
    private void recorded(Known known, String id) {
        List<Long> versions = history.versions(id);
        assertThat(versions).as("the changes of " + known.userName())
                .isEqualTo(LongStream.rangeClosed(1, versions.size()).boxed().toList())
                .hasSizeBetween(known.atLeast(), known.atMost());
        List<RequestLogEntry> rows = storage.read(Share.HOUSE,
                session -> session.log()
                        .list(new LogQuery(tenant.access().connection(),
                                Optional.empty(), OK, HIGHEST, Optional.of(id), LOG_ROWS)));
        List<RequestLogEntry> writes = rows.stream().filter(row -> !"GET".equals(row.method())).toList();
        long answered = writes.stream().filter(row -> row.status() < FIRST_FAILURE).count();
        // A write that was committed although its client was told that its outcome is unknown has the row of that answer.
        assertThat((long) versions.size()).as("the log rows of " + known.userName())
                .isBetween(answered, (long) writes.size());
    }

    /** Checks the members of all groups. */
    void groups(List<String> groups, List<Known> users) {
        Set<String> possible = users.stream()
                .filter(Known::mayBeMember)
                .flatMap(u -> u.id().stream())
                .collect(Collectors.toSet());
        for (String group : groups) {
            Reply answer = tenant.get("/Groups/" + group).expect(200);
            Set<String> members = new HashSet<>(answer.json()
                    .path("members")
                    .valueStream()
                    .map(m -> m.path("value").stringValue())
                    .toList());
            Set<String> certain = users.stream()
                    .filter(u -> u.mustBeIn(group))
                    .flatMap(u -> u.id().stream())
                    .collect(Collectors.toSet());
            assertThat(members).containsAll(certain);
            assertThat(possible).containsAll(members);
            assertThat(history.members(group)).isEqualTo(members);
            List<Long> versions = history.versions(group);
            assertThat(versions).containsExactlyInAnyOrderElementsOf(
                    LongStream.rangeClosed(1, answer.revision()).boxed().toList());
        }
    }

    /** Checks that the lists and counts agree with the resources. */
    void total(long users) {
        assertThat(tenant.get("/Users?count=0").expect(200).total()).isEqualTo(users);
        long listed = 0;
        for (List<String> page = page(listed); !page.isEmpty(); page = page(listed)) {
            listed += page.size();
        }
        assertThat(listed).isEqualTo(users);
    }

    private List<String> page(long before) {
        return ids(tenant.get("/Users?count=1000&attributes=id&startIndex=" + (before + 1)).expect(200));
    }

    private static List<String> ids(Reply answer) {
        return answer.json().path("Resources").valueStream().map(r -> r.path("id").stringValue()).toList();
    }
}
