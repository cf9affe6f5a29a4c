package dev.rollcall.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The tests of Microsoft's gallery validation that send SCIM requests of their own. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
class GalleryValidationTest {
    private static final String DEPARTMENT = Urn.ENTERPRISE + ":department";

    private final ClientFlow flow;

    GalleryValidationTest(StoreKind kind, LiveServers servers) {
        flow = new ClientFlow(servers.on(kind).connect());
    }

    @Test
    @DisplayName("Schema_Discoverability")
    void schemaDiscoverability() {
        List<String> flattened = new ArrayList<>();
        for (JsonNode schema : flow.read("/Schemas").path("Resources")) {
            String urn = schema.path("id").stringValue();
            String prefix = urn.equals(Urn.ENTERPRISE) ? urn + ":" : "";
            schema.path("attributes").forEach(attribute -> flatten(prefix, attribute, flattened));
        }
        assertThat(flattened).contains("username", "active", "displayname", "title", "preferredlanguage",
                "name.givenname", "name.familyname", "name.formatted", "emails[type eq \"work\"].value",
                "phonenumbers[type eq \"mobile\"].value", "phonenumbers[type eq \"fax\"].value",
                "addresses[type eq \"work\"].streetaddress", "addresses[type eq \"work\"].formatted", "roles",
                "members",
                (Urn.ENTERPRISE + ":employeeNumber").toLowerCase(Locale.ROOT), DEPARTMENT.toLowerCase(Locale.ROOT),
                (Urn.ENTERPRISE + ":manager").toLowerCase(Locale.ROOT));
    }

    @Test
    @DisplayName("SCIM_Null_Update, one operation a path")
    void nullUpdateVerbose() {
        for (String empty : List.of("''", "null")) {
            String path = userWithTitle("verbose" + empty.length());
            flow.patch(path,
                    "{op:'replace',path:'title',value:" + empty + "},{op:'replace',path:'name.middleName',value:"
                            + empty + "},{op:'replace',path:'emails[type eq \"work\"].value',value:" + empty
                            + "},{op:'replace',path:'" + DEPARTMENT + "',value:" + empty + "}");
            assertCleared(path);
        }
    }

    @Test
    @DisplayName("SCIM_Null_Update, filtered operations and an object without path")
    void nullUpdateMerged() {
        for (String empty : List.of("''", "null")) {
            String path = userWithTitle("merged" + empty.length());
            flow.patch(path, "{op:'replace',path:'emails[type eq \"work\"].value',value:" + empty
                    + "},{op:'replace',value:{title:" + empty + ",'name.middleName':" + empty + ",'" + DEPARTMENT + "':"
                    + empty + "}}");
            assertCleared(path);
        }
    }

    @Test
    @DisplayName("SCIM_User_Create and SCIM_User_Update")
    void userCreateAndUpdate() {
        String path = "/Users/" + flow.user("gallery@example.com");
        assertThat(flow.read(path, "/userName")).isEqualTo("gallery@example.com");
        flow.patch(path, "{op:'replace',path:'displayName',value:'New'},{op:'Add',path:'nickName',value:'Nick'}");
        assertThat(flow.read(path, "/displayName")).isEqualTo("New");
        assertThat(flow.read(path, "/nickName")).isEqualTo("Nick");
    }

    @Test
    @DisplayName("SCIM_Group_Create and SCIM_Group_Update")
    void groupCreateAndUpdate() {
        String path = "/Groups/" + flow.group("Gallery");
        flow.patch(path, "{op:'replace',path:'displayName',value:'New'}");
        assertThat(flow.read(path, "/displayName")).isEqualTo("New");
    }

    @Test
    @DisplayName("SCIM_User_Pagination")
    void userPagination() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            made.add(flow.user("user" + i + "@example.com"));
        }
        assertThat(pages("/Users")).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    @DisplayName("SCIM_Group_Pagination")
    void groupPagination() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            made.add(flow.group("Group " + i));
        }
        assertThat(pages("/Groups")).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    @DisplayName("SCIM_Update_Manager")
    void updateManager() {
        String first = flow.user("first");
        String second = flow.user("second");
        String path = "/Users/" + flow.user("user");
        String manager = "path:'" + Urn.ENTERPRISE + ":manager',value:";
        flow.patch(path, "{op:'Add'," + manager + "'" + first + "'}");
        assertThat(flow.read(path, "/" + Urn.ENTERPRISE + "/manager/value")).isEqualTo(first);
        flow.patch(path, "{op:'replace'," + manager + "'" + second + "'}");
        assertThat(flow.read(path, "/" + Urn.ENTERPRISE + "/manager/value")).isEqualTo(second);
        flow.patch(path, "{op:'replace'," + manager + "''}");
        assertThat(flow.read(path, "/" + Urn.ENTERPRISE + "/manager")).isNull();
    }

    private static void flatten(String prefix, JsonNode attribute, List<String> flattened) {
        String name = (prefix + attribute.path("name").stringValue()).toLowerCase(Locale.ROOT);
        flattened.add(name);
        for (JsonNode sub : attribute.path("subAttributes")) {
            String subName = "." + sub.path("name").stringValue().toLowerCase(Locale.ROOT);
            if (attribute.path("multiValued").asBoolean(false)) {
                Stream.of("work", "home", "other", "mobile", "fax")
                        .forEach(type -> flattened.add(name + "[type eq \"" + type + "\"]" + subName));
            } else {
                flattened.add(name + subName);
            }
        }
    }

    private String userWithTitle(String userName) {
        return "/Users/" + flow.client()
                .create("/Users", "{schemas:['" + Urn.USER + "','" + Urn.ENTERPRISE
                        + "'],userName:'" + userName + "',title:'T',name:{givenName:'G',middleName:'M'},"
                        + "emails:[{type:'work',value:'w@example.com'}],'" + Urn.ENTERPRISE
                        + "':{department:'D',division:'V'}}")
                .path("id")
                .stringValue();
    }

    private void assertCleared(String path) {
        JsonNode user = flow.read(path);
        assertThat(user.has("title")).isFalse();
        assertThat(user.path("name").propertyNames()).containsExactly("givenName");
        assertThat(user.has("emails")).isFalse();
        assertThat(user.path(Urn.ENTERPRISE).propertyNames()).containsExactly("division");
    }

    private List<String> pages(String endpoint) {
        List<String> ids = new ArrayList<>();
        int total = Integer.MAX_VALUE;
        for (int page = 0; page * 5 < total; page++) {
            int start = page * 5 + 1;
            Answer answer = flow.client().get(endpoint + "?startIndex=" + start + "&count=5");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.at("/startIndex")).isEqualTo(start);
            total = answer.json().path("totalResults").asInt();
            answer.json().path("Resources").forEach(resource -> ids.add(resource.path("id").stringValue()));
        }
        return ids;
    }
}
