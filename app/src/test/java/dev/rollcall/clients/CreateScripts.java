package dev.rollcall.clients;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

/** Creates of users, and the PUT and DELETE of Microsoft's suites. */
final class CreateScripts {
    private static final String ENTERPRISE = "/" + Urn.ENTERPRISE;

    private CreateScripts() {}

    static void addTo(Scripts scripts) {
        tolerated(scripts);
        roles(scripts);
        spellings(scripts);
        putAndDelete(scripts);
    }

    private static void tolerated(Scripts scripts) {
        scripts.add("post-user-nulls", s -> {}, (s, a) -> {
            created(s, a, "jyoung@testuser.com");
            assertThat(a.at("/emails/0/value")).isEqualTo("jyoung@Contoso.com");
            assertThat(a.at("/name/familyName")).isEqualTo("Young");
            assertThat(a.json().propertyNames())
                    .doesNotContain("addresses", "phoneNumbers", "preferredLanguage", "title", "department", "manager");
            assertThat(a.at("/schemas")).asInstanceOf(LIST)
                    .doesNotContain("urn:ietf:params:scim:schemas:extension:enterprise:2.0User");
        });
        scripts.add("post-user-no-username", s -> {}, (s, a) -> {
            assertThat(a.at("/detail")).asString().contains("userName");
            assertThat(s.client().get("/Users").at("/totalResults")).isEqualTo(0);
        });
        scripts.add("post-user-inbound-manager", s -> {
            s.name("{{lastUserId}}", s.userNamed("boss"));
            s.name("{{userName}}", "john@woodgrove.com");
            s.name("{{givenName}}", "John");
            s.name("{{familyName}}", "Wood");
            s.name("{{displayName}}", "John Wood");
            s.name("{{$guid}}", "0d1ba2b4-7d5c-4f5e-a7f1-6f7a5c1d0f0e");
            s.name("{{$randomCountryCode}}", "US");
            s.name("{{$randomJobTitle}}", "Fitter");
            s.name("{{$randomPhoneNumber}}", "425 555 0100");
            s.name("{{$randomInt}}", "701984");
            s.name("{{$randomJobArea}}", "Sales");
        }, (s, a) -> {
            created(s, a, "john@woodgrove.com");
            assertThat(a.at(ENTERPRISE + "/manager/displayName")).isNull();
            assertThat(a.at(ENTERPRISE + "/manager/$ref")).isEqualTo(
                    s.client().base() + "/Users/" + a.at(ENTERPRISE + "/manager/value"));
            assertThat(a.at("/phoneNumbers/0/value")).isEqualTo("+1 425 555 0100");
            assertThat(a.at("/addresses/0/primary")).isEqualTo(true);
            assertThat(a.at("/emails/1/type")).isEqualTo("home");
        });
    }

    private static void roles(Scripts scripts) {
        scripts.add("post-user-single-role", s -> {}, (s, a) -> {
            created(s, a, "jdoe@contoso.com");
            assertThat(a.at("/roles")).isEqualTo(List.of(
                    Map.of("primary", true, "type", "WindowsAzureActiveDirectoryRole", "value", "Admin")));
        });
        scripts.add("post-user-roles-complex", s -> {}, (s, a) -> {
            created(s, a, "jdoe@contoso.com");
            assertThat(a.at("/roles")).isEqualTo(List.of(role("Admin"), role("User")));
        });
    }

    private static Map<String, Object> role(String value) {
        return Map.of("primary", false, "type", "WindowsAzureActiveDirectoryRole", "display", value, "value", value);
    }

    private static void spellings(Scripts scripts) {
        scripts.add("post-user-active-string", s -> {}, (s, a) -> {
            created(s, a, "emp1");
            assertThat(a.at("/active")).isEqualTo(true);
            assertThat(a.at("/addresses/0/formatted"))
                    .isEqualTo("9132 Jennifer Way Suite 040\nSouth Nancy, MI 55645");
            assertThat(a.at("/addresses/1")).isEqualTo(Map.of("type", "other", "primary", false, "formatted",
                    "18522 Lisa Unions\nEast Gregory, CT 52311"));
            assertThat(a.json().has("roles")).isFalse();
        });
        scripts.add("post-user-primary-cased", s -> {}, (s, a) -> {
            created(s, a, "UserName123");
            assertThat(a.at("/emails")).isEqualTo(List.of(
                    Map.of("primary", true, "type", "work", "value", "testing@bob.com"),
                    Map.of("primary", false, "type", "home", "value", "testinghome@bob.com")));
        });
        scripts.add("post-user-schemas-reversed", s -> {}, (s, a) -> {
            created(s, a, "UserName222");
            assertThat(a.at("/schemas")).isEqualTo(List.of(Urn.USER, Urn.ENTERPRISE));
            assertThat(a.at(ENTERPRISE)).isEqualTo(
                    Map.of("department", "bob", "manager", Map.of("value", "SuzzyQ")));
        });
    }

    private static void putAndDelete(Scripts scripts) {
        scripts.add("put-user",
                s -> s.target("{schemas:['" + Urn.USER + "'],userName:'before',nickName:'Bob',title:'T',"
                        + "emails:[{type:'work',value:'a@b.c'},{type:'home',value:'d@e.f'}],'" + Urn.ENTERPRISE
                        + "':{department:'d'}}"),
                (s, a) -> {
                    assertThat(a.at("/userName")).isEqualTo("UserNameReplace2");
                    assertThat(a.at("/emails")).isEqualTo(List.of(
                            Map.of("primary", true, "type", "work", "value", "testing@bobREPLACE.com")));
                    assertThat(a.json().propertyNames()).doesNotContain("nickName", "title", Urn.ENTERPRISE);
                    assertThat(s.current().json()).isEqualTo(a.json());
                });
        scripts.add("delete-user-missing", s -> s.userNamed("somebody"),
                (s, a) -> assertThat(s.client().get("/Users").at("/totalResults")).isEqualTo(1));
        scripts.add("delete-user-twice", CreateScripts::deletedUser,
                (s, a) -> assertThat(s.client().get("/Users").at("/totalResults")).isEqualTo(0));
        scripts.add("get-after-delete", CreateScripts::deletedUser,
                (s, a) -> assertThat(s.client().get("/Users?filter=userName+eq+%22gone%22").at("/totalResults"))
                        .isEqualTo(0));
    }

    private static void deletedUser(Stage stage) {
        String id = stage.target("{schemas:['" + Urn.USER + "'],userName:'gone'}");
        assertThat(stage.client().delete("/Users/" + id).status()).isEqualTo(204);
    }

    /** The answer is the stored resource, can be read at its location and has what the client sent for a name. */
    static void created(Stage stage, Answer answer, String userName) {
        assertThat(answer.at("/userName")).isEqualTo(userName);
        assertThat(answer.header().apply("Location")).contains((String) answer.at("/meta/location"));
        Answer read = stage.client().get("/Users/" + answer.id());
        assertThat(read.json()).isEqualTo(answer.json());
    }
}
