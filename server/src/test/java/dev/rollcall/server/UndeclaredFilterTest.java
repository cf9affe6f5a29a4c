package dev.rollcall.server;

import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Searches by what no schema declares, and by names that a client does not escape. */
class UndeclaredFilterTest {
    private static final String TAG = "urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User:tag";

    private static final String SKILLS = "urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User:skills";

    private Service service;
    private ScimClient client;

    @BeforeEach
    void start(@TempDir Path folder) {
        service = Service.start(folder);
        client = service.connect("filters");
        client.post("/Users", ScimClient.user("ann", ",'" + TAG.substring(0, TAG.length() - 4)
                + "':{'tag':'7','skills':[{'value':'java','level':3}]},'name':{'initials':'AL'}"));
        client.post("/Users", ScimClient.user("bob", ",'" + TAG.substring(0, TAG.length() - 4)
                + "':{'tag':'8'},'badges':['gold','blue'],'rooms':[{'value':'12'},'14']"));
        client.user("cy");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void filtersInTheBracketsOfAttributesAreNamedInTheLogToo() {
        String skills = TAG.replace(":tag", ":skills");
        for (String parameter : new String[]{"attributes", "excludedAttributes"}) {
            client.get(
                    "/Users?" + parameter + "=" + URLEncoder.encode(skills + "[value eq \"java\"],name[givenNmae pr]",
                            StandardCharsets.UTF_8))
                    .error(400, "invalidFilter");
            Answer listed = client.get("/Users?" + parameter + "="
                    + URLEncoder.encode(skills + "[value eq \"java\"],name[givenName pr]", StandardCharsets.UTF_8));
            assertThat(listed.status()).as(listed.text()).isEqualTo(200);
            assertThat(tolerances()).contains("client.undeclared-filter")
                    .contains(skills)
                    .contains("entra.single-value-filter")
                    .contains(parameter);
            assertThat(listed.text().contains("\"java\"")).isEqualTo(parameter.equals("attributes"));
        }
    }

    @Test
    void manyFiltersInBracketsAreRefusedAndNotPutToEveryElement() {
        String names = IntStream.range(0, 8_000)
                .mapToObj(i -> "'foo[value eq \\'-" + i + "\\']'")
                .collect(Collectors.joining(","));
        assertThat(client.post("/Users/.search", "{'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],"
                + "'attributes':[" + names + "]}").error(400, "invalidFilter")).contains("more than 200", "Name fewer");
    }

    private Answer search(String filter) {
        return client.get("/Users?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
    }

    /** Those of the last request. */
    private String tolerances() {
        return service.log(client).getFirst().tolerances().orElse("");
    }

    private String found(String filter) {
        Answer answer = search(filter);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("totalResults").intValue()).isEqualTo(answer.json().path("Resources").size());
        return String.join(" ", answer.json().path("Resources").findValuesAsString("userName"));
    }

    @Test
    void whatAResourceHasIsFound() {
        assertThat(found(TAG + " eq \"7\"")).isEqualTo("ann");
        assertThat(found(TAG + " ne \"7\"")).isEqualTo("bob cy");
        assertThat(found(TAG + " pr and not (" + TAG + " sw \"8\")")).isEqualTo("ann");
        assertThat(found(TAG + " eq \"9\"")).isEmpty();
        assertThat(found("name.initials eq \"al\" or userName eq \"cy\"")).isEqualTo("ann cy");
        assertThat(found(TAG.replace(":tag", ":skills") + "[value eq \"java\" and level eq 3]")).isEqualTo("ann");
        assertThat(found("userName eq \"cy\" and " + TAG + " eq \"7\"")).isEmpty();
    }

    @Test
    void whatWasBroughtIsAnsweredAfterTheLastResourceWithItHasGone() {
        String ann = client.get("/Users?filter=userName+eq+%22ann%22").json().at("/Resources/0/id").stringValue();
        client.delete("/Users/" + ann);
        assertThat(found("name.initials eq \"AL\"")).isEmpty();
        assertThat(found("userName eq \"bob\" and name.initials pr")).isEmpty();
        assertThat(tolerances()).contains("client.undeclared-filter").contains("name.initials");
        assertThat(search("name.initals eq \"AL\"").error(400, "invalidFilter"))
                .contains("is not an attribute of User");
    }

    @Test
    void undeclaredPartsOfDeclaredListsAreFoundAndPatched() {
        client.post("/Users", ScimClient.user("dan", ",'emails':[{'value':'d@x','source':'hr'},{'value':'e@x'}]"));
        assertThat(found("emails[source eq \"HR\"]")).isEqualTo("dan");
        assertThat(found("emails[value eq \"d@x\" and source pr]")).isEqualTo("dan");
        assertThat(found("emails[value eq \"e@x\" and source pr]")).isEmpty();
        assertThat(found("name[initials eq \"AL\"]")).isEqualTo("ann");
        for (String unknown : new String[]{"emails[sorce eq \"hr\"]", "name[source eq \"hr\"]",
            "groups[source eq \"hr\"]",
            "manager[source eq \"hr\"]", "roles[source eq \"hr\"]"}) {
            assertThat(search(unknown).error(400, "invalidFilter")).contains("not a");
        }
    }

    @Test
    void plainElementsAreTheirOwnValue() {
        assertThat(found("badges[value eq \"gold\"]")).isEqualTo("bob");
        assertThat(found("badges[value eq \"red\"]")).isEmpty();
        assertThat(found("rooms[value eq \"14\"] and rooms[value eq \"12\"]")).isEqualTo("bob");
        assertThat(found("not (badges[value pr])")).isEqualTo("ann cy");
    }

    @ParameterizedTest
    @ValueSource(strings = {SKILLS + "[vlaue eq \"java\"]", SKILLS + "[value eq \"java\" and levle eq 3]",
        SKILLS + "[value eq \"java\" or not (levle pr)]", SKILLS + "[value eq \"java\"].levle eq 3",
        "userName eq \"cy\" and " + SKILLS + "[vlaue eq \"java\"]", "badges[vlaue eq \"gold\"]",
        "rooms[floor eq 1]"})
    void aKeyThatNoElementEverHadIsRefused(String filter) {
        assertThat(search(filter).error(400, "invalidFilter")).contains("is not an attribute of User");
        assertThat(tolerances()).doesNotContain("undeclared-filter");
    }

    @Test
    void theRefusalNamesTheKey() {
        assertThat(search(SKILLS + "[value eq \"java\" and levle eq 3]").error(400, "invalidFilter"))
                .contains("User:skills.levle");
    }

    @Test
    void theLogNamesItAsOneToDeclare() {
        found(TAG + " eq \"7\"");
        assertThat(tolerances()).contains("client.undeclared-filter").contains(TAG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usrName eq \"ann\"", "urn:x:y:1.0:User:tag eq \"7\"",
        "userName eq \"ann\" and nope eq \"x\"",
        "nope pr", "not (nope eq \"x\")", "name.nope eq \"x\"", "emails[nope eq \"x\"]", "nope[value eq \"x\"]"})
    void aNameThatNobodyEverBroughtIsRefused(String filter) {
        String detail = search(filter).error(400, "invalidFilter");
        assertThat(detail).contains("not a");
        assertThat(tolerances()).doesNotContain("undeclared-filter");
    }

    @Test
    void anotherConnectionsNamesAreNobodys() {
        ScimClient other = service.connect("other");
        other.user("dan");
        other.get("/Users?filter=" + URLEncoder.encode(TAG + " eq \"7\"", StandardCharsets.UTF_8))
                .error(400, "invalidFilter");
    }

    @Test
    void aBackslashThatIsNoEscapeIsLookedForAsItStands() {
        client.post("/Users", ScimClient.user("CORP\\\\bob", ""));
        assertThat(found("userName eq \"CORP\\bob\"")).isEqualTo("CORP\\bob");
        assertThat(tolerances()).contains("entra.unescaped-quote");
        assertThat(found("userName eq \"CORP\\\\bob\"")).isEqualTo("CORP\\bob");
        assertThat(found("userName eq \"CORP\\nobody\"")).isEmpty();
        assertThat(tolerances()).doesNotContain("unescaped-quote");
        Answer overAllTypes = client.get("/?filter=" + URLEncoder.encode("userName eq \"CORP\\bob\"",
                StandardCharsets.UTF_8));
        assertThat(overAllTypes.json().at("/Resources/0/userName").stringValue()).isEqualTo("CORP\\bob");
        assertThat(tolerances()).contains("entra.unescaped-quote");
        assertThat(client.get("/Users?count=0&filter=" + URLEncoder.encode("userName eq \"CORP\\bob\"",
                StandardCharsets.UTF_8)).json().path("totalResults").intValue()).isEqualTo(1);
    }
}
