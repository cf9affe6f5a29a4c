package dev.rollcall.clients;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Creates and PATCHes of groups. */
final class GroupScripts {
    private GroupScripts() {}

    static void addTo(Scripts scripts) {
        creates(scripts);
        adds(scripts);
        removes(scripts);
        replaces(scripts);
    }

    private static void creates(Scripts scripts) {
        scripts.add("post-group-legacy", s -> {}, (s, a) -> {
            assertThat(a.at("/schemas")).isEqualTo(List.of(Urn.GROUP));
            assertThat(a.at("/externalId")).isEqualTo("8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159");
            assertThat(s.client().get("/Groups/" + a.id()).json()).isEqualTo(a.json());
        });
        scripts.add("post-group-members-empty", s -> {}, (s, a) -> {
            assertThat(a.at("/displayName")).isEqualTo("Org Admin");
            assertThat(a.json().path("members").size()).isEqualTo(0);
            assertThat(a.header().apply("Location")).contains((String) a.at("/meta/location"));
        });
        scripts.add("post-group-duplicate",
                s -> s.group("{schemas:['" + Urn.GROUP + "'],displayName:'zghzbqhcapzu',externalId:'x'}"), (s, a) -> {
                    assertThat(a.at("/scimType")).isEqualTo("uniqueness");
                    assertThat(s.client().get("/Groups").at("/totalResults")).isEqualTo(1);
                });
    }

    private static void adds(Scripts scripts) {
        scripts.add("group-add-member", s -> {
            s.name("f648f8d5ea4e4cd38e9c", s.userNamed("new"));
            s.targetGroup(s.userNamed("old"));
        }, (s, a) -> assertThat(s.members()).containsExactlyInAnyOrder(id(s, "old"), id(s, "new")));
        scripts.add("group-add-members-multi", s -> {
            s.name("u1", s.userNamed("one"));
            s.name("u2", s.userNamed("two"));
            s.name("u3", s.userNamed("three"));
            s.targetGroup(id(s, "one"));
        }, (s, a) -> {
            assertThat(s.members()).containsExactlyInAnyOrder(id(s, "one"), id(s, "two"), id(s, "three"));
            Object version = s.now("/meta/version");
            assertThat(s.play().status()).isEqualTo(200);
            assertThat(s.members()).hasSize(3);
            assertThat(s.now("/meta/version")).isEqualTo(version);
        });
        scripts.add("patch-id-and-opname", s -> {
            s.name("{{id4}}", s.user("{schemas:['" + Urn.USER + "'],userName:'new',displayName:'Real Name'}"));
            s.targetGroup();
        }, (s, a) -> {
            assertThat(s.members()).containsExactly(id(s, "new"));
            assertThat(s.now("/members/0/display")).isIn("Real Name", null);
            assertThat(s.now("/displayName")).isEqualTo("A group");
        });
        scripts.add("patch-member-string", s -> s.targetGroup(s.userNamed("old")), (s, a) -> {
            if (a.status() == 400) {
                assertThat(s.members()).containsExactly(id(s, "old"));
            } else {
                assertThat(s.members()).containsExactlyInAnyOrder(id(s, "old"), "string id 1");
            }
        });
    }

    private static void removes(Scripts scripts) {
        Map<String, String> forms = Map.of(
                "group-remove-member-ref", "f648f8d5ea4e4cd38e9c",
                "group-remove-member-sdk", "2392066",
                "group-remove-member-lower-list", "scim_user_767ja3jcmyly6w7oc0qzh0wnk",
                "group-remove-member-flag", "7f4bc1a3-285e-48ae-8202-5accb43efb0e");
        forms.forEach((id, printed) -> scripts.add(id, s -> {
            String leaving = s.userNamed("leaving");
            s.name(printed, leaving);
            s.targetGroup(s.userNamed("staying"), leaving, s.userNamed("staying too"));
        }, (s, a) -> {
            assertThat(s.members()).containsExactlyInAnyOrder(id(s, "staying"), id(s, "staying+too"));
            Object version = s.now("/meta/version");
            assertThat(s.play().status()).as("once more: nobody to remove").isIn(200, 204);
            assertThat(s.members()).hasSize(2);
            assertThat(s.now("/meta/version")).isEqualTo(version);
        }));
    }

    private static void replaces(Scripts scripts) {
        scripts.add("group-val-add", s -> {
            s.name("805d32c6-9e01-43b9-9735-4576cae634b5", s.userNamed("only"));
            s.targetGroup(s.userNamed("before"), s.userNamed("before too"));
        }, (s, a) -> assertThat(s.members()).containsExactly(id(s, "only")));
        scripts.add("group-val-externalid", s -> s.targetGroup(s.userNamed("member")), (s, a) -> {
            assertThat(s.now("/externalId")).isEqualTo("663fa3a8-e2b6-4ac0-96c8-363432cdc01d");
            assertThat(s.now("/displayName")).isEqualTo("A group");
            assertThat(s.members()).containsExactly(id(s, "member"));
        });
    }

    /** The id of the user of that name. */
    static String id(Stage stage, String userName) {
        return (String) stage.client().get("/Users?filter=userName+eq+%22" + userName + "%22").at("/Resources/0/id");
    }
}
