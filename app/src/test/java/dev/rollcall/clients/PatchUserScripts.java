package dev.rollcall.clients;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** PATCHes of users in every dialect. */
final class PatchUserScripts {
    private static final String ENTERPRISE = "/" + Urn.ENTERPRISE;

    /** A user who has something of everything. */
    static final String FULL = "{schemas:['" + Urn.USER + "','" + Urn.ENTERPRISE + "'],userName:'full@example.com',"
            + "externalId:'full',active:true,displayName:'Full',title:'before',preferredLanguage:'en-US',"
            + "name:{givenName:'Gi',familyName:'Fa',middleName:'Mi',formatted:'Gi Fa'},"
            + "emails:[{type:'work',value:'full@example.com',primary:true},{type:'other',value:'other@example.com'}],'"
            + Urn.ENTERPRISE + "':{employeeNumber:'1',department:'Tools',division:'North'}}";

    private static final String BARE = "{schemas:['" + Urn.USER + "'],userName:'bare@example.com'}";

    private PatchUserScripts() {}

    static void addTo(Scripts scripts) {
        activity(scripts);
        replaces(scripts);
        adds(scripts);
        flagged(scripts);
        cleared(scripts);
        oldJobs(scripts);
        validator(scripts);
    }

    private static void activity(Scripts scripts) {
        for (String id : List.of("patch-disable-bool-cap", "patch-disable-add", "patch-disable-add-bool",
                "flag-disable")) {
            scripts.add(id, s -> s.target(FULL), (s, a) -> {
                assertThat(s.now("/active")).isEqualTo(false);
                assertThat(s.now("/title")).isEqualTo("before");
                assertThat(s.client().get("/Users?filter=userName+eq+%22full%40example.com%22").at("/totalResults"))
                        .isEqualTo(1);
            });
        }
        scripts.add("flag-restore", s -> s.target(FULL.replace("active:true", "active:false")),
                (s, a) -> assertThat(s.now("/active")).isEqualTo(true));
    }

    private static void replaces(Scripts scripts) {
        scripts.add("patch-replace-many", s -> s.target(FULL), (s, a) -> {
            JsonNode user = s.current().json();
            assertThat(Json.at(user, "/displayName")).isEqualTo("Pvlo");
            assertThat(Json.at(user, "/emails/0/value")).isEqualTo("TestBcwqnm@test.microsoft.com");
            assertThat(Json.at(user, "/emails/1/value")).isEqualTo("other@example.com");
            assertThat(Json.at(user, "/name/givenName")).isEqualTo("Gtfd");
            assertThat(Json.at(user, "/name/familyName")).isEqualTo("Pkqf");
            assertThat(Json.at(user, "/externalId")).isEqualTo("Eqpj");
            assertThat(Json.at(user, ENTERPRISE)).isEqualTo(
                    Map.of("employeeNumber", "Eqpj", "department", "Tools", "division", "North"));
        });
        scripts.add("patch-replace-email-family", s -> s.target(FULL), (s, a) -> {
            assertThat(s.now("/emails")).isEqualTo(List.of(
                    Map.of("type", "work", "value", "updatedEmail@microsoft.com", "primary", true),
                    Map.of("type", "other", "value", "other@example.com")));
            assertThat(s.now("/name/familyName")).isEqualTo("updatedFamilyName");
            assertThat(s.now("/name/givenName")).isEqualTo("Gi");
        });
        scripts.add("patch-ssoready228", s -> s.target(FULL), (s, a) -> {
            assertThat(s.now("/userName")).isEqualTo("new@example.com");
            assertThat(s.now("/displayName")).isEqualTo("New Name");
            assertThat(s.now("/emails/0/value")).isEqualTo("new@example.com");
            assertThat(s.now("/name/formatted")).isEqualTo("New Name");
            assertThat(s.client().get("/Users?filter=userName+eq+%22full%40example.com%22").at("/totalResults"))
                    .isEqualTo(0);
        });
        scripts.add("patch-replace-address-missing", s -> s.target(BARE), (s, a) -> assertThat(s.now("/addresses"))
                .isEqualTo(List.of(Map.of("type", "work", "formatted", "1111 Street Rd"))));
    }

    private static void adds(Scripts scripts) {
        scripts.add("patch-add-address-missing", s -> s.target(BARE), (s, a) -> assertThat(s.now("/addresses"))
                .isEqualTo(List.of(Map.of("type", "work", "formatted", "Columbus"))));
        scripts.add("patch-add-address-parts", s -> s.target(BARE), (s, a) -> assertThat(s.now("/addresses"))
                .isEqualTo(List.of(Map.of("type", "work", "country", "US", "locality", "Redmond", "postalCode", "98052",
                        "streetAddress", "One Microsoft Way"))));
        scripts.add("patch-add-phones", s -> s.target(BARE), (s, a) -> assertThat(s.now("/phoneNumbers"))
                .isEqualTo(List.of(Map.of("type", "work", "value", "+1 425 555 0100"),
                        Map.of("type", "mobile", "value", "+1 425 555 0101"),
                        Map.of("type", "fax", "value", "+1 425 555 0102"))));
        scripts.add("patch-title-add-email", s -> s.target(FULL), (s, a) -> {
            assertThat(s.now("/title")).isEqualTo("tester");
            assertThat(s.now("/emails")).isEqualTo(List.of(
                    Map.of("type", "work", "value", "user@joe.com", "primary", true),
                    Map.of("type", "other", "value", "other@example.com")));
        });
        scripts.add("patch-add-idempotent", s -> s.target(FULL), (s, a) -> {
            Object version = s.now("/meta/version");
            Object modified = s.now("/meta/lastModified");
            assertThat(s.play().status()).isBetween(200, 204);
            assertThat(s.now("/preferredLanguage")).isEqualTo("en-US");
            assertThat(s.now("/meta/version")).isEqualTo(version).isEqualTo("W/\"1\"");
            assertThat(s.now("/meta/lastModified")).isEqualTo(modified).isEqualTo(s.now("/meta/created"));
        });
        scripts.add("patch-paths-capital-work", s -> s.target(BARE), (s, a) -> {
            assertThat(s.now("/emails")).isEqualTo(List.of(Map.of("type", "other", "value", "a@b.c")));
            assertThat(s.now("/addresses")).isEqualTo(List.of(Map.of("type", "other", "formatted", "Room 12")));
        });
        scripts.add("patch-subattr-primary-display", s -> s.target(FULL), (s, a) -> assertThat(s.now("/emails"))
                .isEqualTo(List.of(Map.of("type", "work", "value", "full@example.com", "primary", true),
                        Map.of("type", "other", "value", "other@example.com", "primary", false),
                        Map.of("type", "home", "display", "Home mail", "value", "h@example.com"))));
    }

    private static void flagged(Scripts scripts) {
        scripts.add("flag-replace-many", s -> s.target(FULL), (s, a) -> {
            JsonNode user = s.current().json();
            assertThat(Json.at(user, "/emails/0/value")).isEqualTo("TestMhvaes@test.microsoft.com");
            assertThat(Json.at(user, "/displayName")).isEqualTo("Bjfe");
            assertThat(Json.at(user, "/name")).isEqualTo(Map.of("givenName", "Kkom", "familyName", "Unua", "middleName",
                    "Mi", "formatted", "Gi Fa"));
            assertThat(Json.at(user, ENTERPRISE)).isEqualTo(
                    Map.of("employeeNumber", "Aklq", "department", "Tools", "division", "North"));
            assertThat(user.propertyNames()).doesNotContain("name.givenName", "name.familyName",
                    Urn.ENTERPRISE + ":employeeNumber");
        });
        scripts.add("flag-pathless-ext-nested", s -> s.target(FULL), (s, a) -> {
            assertThat(s.now("/active")).isEqualTo(false);
            assertThat(s.now(ENTERPRISE)).isEqualTo(
                    Map.of("employeeNumber", "1", "department", "Engineering", "division", "North"));
        });
        scripts.add("flag-name-dotted-merge", s -> s.target(FULL), (s, a) -> assertThat(s.now("/name"))
                .isEqualTo(Map.of("givenName", "Kkom", "familyName", "Fa", "middleName", "Mi", "formatted", "Gi Fa")));
        scripts.add("flag-add-address", s -> s.target(BARE), (s, a) -> assertThat(s.now("/addresses"))
                .isEqualTo(List.of(Map.of("type", "work", "formatted", "1122 Street Rd"))));
    }

    private static void cleared(Scripts scripts) {
        for (String id : List.of("null-update-verbose-empty", "null-update-pathless-null")) {
            scripts.add(id, s -> s.target(FULL), (s, a) -> {
                assertThat(s.current().json().has("title")).isFalse();
                assertThat(s.now("/name"))
                        .isEqualTo(Map.of("givenName", "Gi", "familyName", "Fa", "formatted", "Gi Fa"));
                assertThat(s.now(ENTERPRISE)).isEqualTo(Map.of("employeeNumber", "1", "division", "North"));
            });
        }
    }

    private static void oldJobs(Scripts scripts) {
        scripts.add("patch-dept-dot", s -> s.target(FULL), (s, a) -> {
            assertThat(s.now(ENTERPRISE + "/department")).isEqualTo("Sales");
            assertThat(s.now(ENTERPRISE + "/employeeNumber")).isEqualTo("1");
        });
        scripts.add("patch-invalid-filter-syntax", s -> s.target(FULL), (s, a) -> {
            assertThat(s.now("/emails/0/value")).isEqualTo("user@example.com");
            assertThat(s.now("/emails/1/value")).isEqualTo("other@example.com");
        });
        scripts.add("patch-custom-ext", s -> s.target(FULL), (s, a) -> {
            assertThat(s.now("/urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User"))
                    .isEqualTo(Map.of("tag", "701984"));
            assertThat(s.now(ENTERPRISE + "/department")).isEqualTo("Tools");
        });
    }

    private static void validator(Scripts scripts) {
        scripts.add("val-replace-verbose", s -> s.target(BARE), (s, a) -> {
            JsonNode user = s.current().json();
            JsonNode operations = s.body().orElseThrow().path("Operations");
            assertThat(operations.size()).isEqualTo(36);
            for (JsonNode operation : operations) {
                String path = operation.path("path").stringValue();
                assertThat(user.at(ValidatorAttribute.pointer(user, path))).as(path).isEqualTo(operation.path("value"));
            }
        });
        scripts.add("val-update-username", s -> s.target(FULL), (s, a) -> {
            assertThat(s.now("/userName")).isEqualTo("burdette@beer.co.uk");
            assertThat(s.now("/displayName")).isEqualTo("Full");
        });
    }
}
