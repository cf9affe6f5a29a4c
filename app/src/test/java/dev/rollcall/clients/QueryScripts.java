package dev.rollcall.clients;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.reader.FailedStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Probes, matches, reads, reference checks and pages. */
final class QueryScripts {
    private static final String CREATED = "{schemas:['" + Urn.USER + "'],userName:'%s'}";

    private QueryScripts() {}

    static void addTo(Scripts scripts) {
        probes(scripts);
        matches(scripts);
        reads(scripts);
        references(scripts);
        inbound(scripts);
    }

    private static void probes(Scripts scripts) {
        scripts.add("probe-user-guid", s -> s.userNamed("somebody"), (s, a) -> {
            assertThat(a.at("/totalResults")).isEqualTo(0);
            assertThat(a.at("/startIndex")).isEqualTo(1);
        });
        scripts.add("probe-user-guid-vcenter", s -> {}, (s, a) -> {
            assertThat(a.header().apply("WWW-Authenticate")).hasValueSatisfying(
                    challenge -> assertThat(challenge).startsWith("Bearer"));
            assertThat(FailedStatus.of(a.received())).map(FailedStatus::code).contains(ErrorCode.UNAUTHORIZED);
        });
        scripts.add("flag-forwarded-valueless", QueryScripts::userAtExample, (s, a) -> onlyUser(a, "user@example.com"));
        scripts.add("flag-forwarded-true", QueryScripts::userAtExample, (s, a) -> onlyUser(a, "user@example.com"));
    }

    private static void matches(Scripts scripts) {
        scripts.add("match-username", QueryScripts::userAtExample, (s, a) -> onlyUser(a, "user@example.com"));
        scripts.add("match-externalid-unquoted", s -> {
            s.user("{schemas:['" + Urn.USER + "'],userName:'joy',externalId:'jyoung'}");
            s.user("{schemas:['" + Urn.USER + "'],userName:'other',externalId:'other'}");
        }, (s, a) -> onlyUser(a, "joy"));
        for (String id : List.of("match-email-work", "match-email-work-encoded")) {
            scripts.add(id, QueryScripts::usersWithMail, (s, a) -> onlyUser(a, "work"));
        }
        scripts.add("match-case-insensitive-user", s -> {
            s.userNamed("noemie.hoppe@schaefer.us");
            s.userNamed("somebody@schaefer.us");
        }, (s, a) -> onlyUser(a, "noemie.hoppe@schaefer.us"));
        scripts.add("match-case-insensitive-group", s -> groupWithMember(s, "UXVRVLCYWQAD"), (s, a) -> {
            assertThat(a.at("/Resources/0/displayName")).isEqualTo("UXVRVLCYWQAD");
            assertThat(a.json().at("/Resources/0/members").size()).isEqualTo(1);
        });
        scripts.add("match-group", s -> groupWithMember(s, "displayName"), (s, a) -> withoutMembers(a, "displayName"));
        scripts.add("match-group-wire", s -> groupWithMember(s, "UXVRVLCYWQAD"),
                (s, a) -> withoutMembers(a, "UXVRVLCYWQAD"));
    }

    private static void reads(Scripts scripts) {
        scripts.add("get-user-missing", s -> s.userNamed("somebody"), (s, a) -> {
            assertThat(a.at("/detail")).asString().contains("5171a35d82074e068ce2");
        });
        scripts.add("get-user-log", s -> s.target(CREATED.formatted("johnwong")), (s, a) -> {
            assertThat(a.at("/userName")).isEqualTo("johnwong");
            assertThat(a.at("/meta/location")).isEqualTo(s.client().base() + "/Users/" + a.id());
        });
        scripts.add("get-group-nomembers", s -> s.targetIs(groupWithMember(s, "displayName")), (s, a) -> {
            assertThat(a.json().has("members")).isFalse();
            assertThat(s.members()).hasSize(1);
        });
        scripts.add("schemas-discovery", s -> {}, (s, a) -> assertSchemas(a.json()));
        scripts.add("attrs-simple", s -> s.user("{schemas:['" + Urn.USER + "'],userName:'u',displayName:'U',"
                + "emails:[{value:'u@example.com',type:'work'}]}"), (s, a) -> {
                    JsonNode user = a.json().at("/Resources/0");
                    assertThat(user.propertyNames()).containsExactlyInAnyOrder("schemas", "id", "userName", "emails");
                });
        scripts.add("list-paging", s -> twelveUsers(s), (s, a) -> {
            assertThat(a.at("/startIndex")).isEqualTo(6);
            assertThat(a.at("/itemsPerPage")).isEqualTo(5);
            assertThat(a.at("/totalResults")).isEqualTo(12);
            assertThat(a.json().path("Resources").size()).isEqualTo(5);
        });
    }

    private static void references(Scripts scripts) {
        for (String id : List.of("refcheck-manager", "refcheck-manager-reversed")) {
            scripts.add(id, s -> {
                String manager = s.userNamed("boss");
                s.name("00aa00aa-bb11-cc22-dd33-44ee44ee44ee", manager);
                s.name("a0a0a0a0-bbbb-cccc-dddd-e1e1e1e1e1e1", s.user("{schemas:['" + Urn.USER + "'],userName:'u','"
                        + Urn.ENTERPRISE + "':{manager:{value:'" + manager + "'}}}"));
                s.user("{schemas:['" + Urn.USER + "'],userName:'colleague','" + Urn.ENTERPRISE + "':{manager:{value:'"
                        + manager + "'}}}");
            }, (s, a) -> {
                assertThat(a.at("/totalResults")).isEqualTo(1);
                assertThat(a.json().at("/Resources/0").propertyNames()).containsExactlyInAnyOrder("schemas", "id");
                String user = (String) a.at("/Resources/0/id");
                String stranger = s.userNamed("stranger");
                Answer none = s.client()
                        .get("/Users?attributes=id&filter="
                                + encoded("id eq \"" + user + "\" and manager eq \"" + stranger + "\""));
                assertThat(none.at("/totalResults")).isEqualTo(0);
            });
        }
    }

    private static void inbound(Scripts scripts) {
        scripts.add("inbound-probe", s -> twelveUsers(s), (s, a) -> {
            assertThat(a.json().path("Resources").size()).isEqualTo(1);
            assertThat(a.at("/totalResults")).isEqualTo(12);
        });
        scripts.add("inbound-fullsync", s -> {
            s.name("{{lastWatermark}}", "2999-01-01T00:00:00.0000000Z");
            twelveUsers(s);
            s.user("{schemas:['" + Urn.USER + "'],userName:'inactive',active:false}");
        }, (s, a) -> {
            assertThat(a.at("/totalResults")).isEqualTo(12);
            assertThat(a.json().path("Resources").size()).isEqualTo(5);
            Answer past = s.client()
                    .get("/Users?filter=" + encoded(
                            "active eq true and (meta.lastModified ge \"0001-01-03T00:00:00.0000000Z\""
                                    + " and meta.lastModified le \"2001-01-01T00:00:00.0000000Z\")"));
            assertThat(past.at("/totalResults")).isEqualTo(0);
        });
        scripts.add("inbound-delta2", s -> {
            s.userNamed("active");
            s.user("{schemas:['" + Urn.USER + "'],userName:'inactive',active:false}");
        }, (s, a) -> onlyUser(a, "active"));
        scripts.add("inbound-ondemand", s -> {
            s.name("{{lastUserId}}", s.userNamed("one"));
            s.userNamed("two");
        }, (s, a) -> onlyUser(a, "one"));
    }

    private static void userAtExample(Stage stage) {
        stage.userNamed("user@example.com");
        stage.userNamed("other@example.com");
    }

    private static void usersWithMail(Stage stage) {
        String mail = "{schemas:['" + Urn.USER + "'],userName:'%s',emails:[{type:'%s',value:'user@contoso.com'}]}";
        stage.user(mail.formatted("work", "work"));
        stage.user(mail.formatted("home", "home"));
        stage.user("{schemas:['" + Urn.USER + "'],userName:'across',emails:[{type:'work',value:'x@contoso.com'},"
                + "{type:'other',value:'user@contoso.com'}]}");
    }

    static void twelveUsers(Stage stage) {
        for (int i = 1; i <= 12; i++) {
            stage.userNamed("user" + i);
        }
    }

    private static String groupWithMember(Stage stage, String displayName) {
        String user = stage.userNamed("member");
        stage.group("{schemas:['" + Urn.GROUP + "'],displayName:'Another group'}");
        return stage.group("{schemas:['" + Urn.GROUP + "'],displayName:'" + displayName + "',externalId:'"
                + "60f1bb27-2e1e-402d-bcc4-ec999564a194',members:[{value:'" + user + "'}]}");
    }

    private static void onlyUser(Answer answer, String userName) {
        assertThat(answer.at("/totalResults")).isEqualTo(1);
        assertThat(answer.at("/Resources/0/userName")).isEqualTo(userName);
    }

    private static void withoutMembers(Answer answer, String displayName) {
        assertThat(answer.at("/totalResults")).isEqualTo(1);
        assertThat(answer.at("/Resources/0/displayName")).isEqualTo(displayName);
        assertThat(answer.json().at("/Resources/0").has("members")).isFalse();
    }

    private static void assertSchemas(JsonNode list) {
        assertThat(list.path("Resources").valueStream().map(r -> r.path("id").stringValue()))
                .contains(Urn.USER, Urn.GROUP, Urn.ENTERPRISE);
        assertNoNulls(list);
        assertThat(Optional.of(list.path("totalResults").asInt())).contains(list.path("Resources").size());
    }

    private static void assertNoNulls(JsonNode node) {
        assertThat(node.isNull()).isFalse();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            assertThat(member.getKey()).matches("[a-z][A-Za-z0-9]*|\\$ref|Resources");
            assertNoNulls(member.getValue());
        }
        if (node.isArray()) {
            node.forEach(QueryScripts::assertNoNulls);
        }
    }

    private static String encoded(String filter) {
        return URLEncoder.encode(filter, StandardCharsets.UTF_8);
    }
}
