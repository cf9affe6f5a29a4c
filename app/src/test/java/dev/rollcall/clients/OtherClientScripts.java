package dev.rollcall.clients;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Okta, JumpCloud and Google Workspace. */
final class OtherClientScripts {
    private static final String USER_ID = "23a35c27-23d3-4c03-b4c5-6443c09e7173";

    private OtherClientScripts() {}

    static void addTo(Scripts scripts) {
        probes(scripts);
        oktaUsers(scripts);
        groups(scripts);
    }

    private static void probes(Scripts scripts) {
        scripts.add("okta-probe", QueryScripts::twelveUsers, (s, a) -> {
            assertThat(a.at("/totalResults")).isEqualTo(12);
            assertThat(a.at("/startIndex")).isEqualTo(1);
            assertThat(a.at("/itemsPerPage")).isEqualTo(2);
            assertThat(a.json().path("Resources").size()).isEqualTo(2);
        });
        scripts.add("google-probe", QueryScripts::twelveUsers, (s, a) -> {
            assertThat(a.json().path("Resources").size()).isEqualTo(1);
            assertThat(a.at("/totalResults")).isEqualTo(12);
        });
    }

    private static void oktaUsers(Scripts scripts) {
        scripts.add("okta-post", s -> {}, (s, a) -> {
            CreateScripts.created(s, a, "test.user@okta.local");
            assertThat(a.json().propertyNames()).doesNotContain("password", "groups");
            assertThat(a.text()).doesNotContain("1mz050nq");
            assertThat(a.at("/externalId")).isEqualTo("00ujl29u0le5T6Aj10h7");
            assertThat(a.at("/locale")).isEqualTo("en-US");
        });
        scripts.add("okta-deactivate", s -> s.target(PatchUserScripts.FULL), (s, a) -> {
            assertThat(s.now("/active")).isEqualTo(false);
            assertThat(s.now("/name/familyName")).isEqualTo("Fa");
        });
        scripts.add("okta-put", s -> s.target("{schemas:['" + Urn.USER + "'],userName:'test.user@okta.local',"
                + "externalId:'00u',name:{givenName:'Test',familyName:'User'},locale:'en-US'}"), (s, a) -> {
                    assertThat(a.at("/name")).isEqualTo(
                            Map.of("givenName", "Another", "middleName", "Excited", "familyName", "User"));
                    assertThat(a.at("/emails")).isEqualTo(List.of(Map.of("primary", true, "value",
                            "test.user@okta.local", "type", "work", "display", "test.user@okta.local")));
                    assertThat(a.json().has("locale")).isFalse();
                    assertThat(a.at("/meta/version")).isEqualTo("W/\"2\"");
                    assertThat(s.current().json()).isEqualTo(a.json());
                });
    }

    private static void groups(Scripts scripts) {
        scripts.add("okta-group-rename", s -> s.targetGroup(s.userNamed("member")), (s, a) -> {
            assertThat(s.now("/displayName")).isEqualTo("Test SCIMv2");
            assertThat(s.members()).containsExactly(GroupScripts.id(s, "member"));
        });
        scripts.add("okta-group-put", s -> {
            s.name(USER_ID, s.userNamed("test.user@okta.local"));
            s.targetGroup(s.userNamed("before"));
        }, (s, a) -> {
            assertThat(s.now("/displayName")).isEqualTo("Test SCIMv2");
            assertThat(s.members()).containsExactly(GroupScripts.id(s, "test.user@okta.local"));
        });
        scripts.add("jumpcloud-add-member", s -> {
            s.name("u1", s.userNamed("new"));
            s.targetGroup(s.userNamed("old"));
        }, (s, a) -> assertThat(s.members()).containsExactlyInAnyOrder(GroupScripts.id(s, "old"),
                GroupScripts.id(s, "new")));
    }
}
