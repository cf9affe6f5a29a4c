package dev.rollcall.entra.mapping;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.entra.source.SourceObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MapperTest {
    private static final String WHOLE_USER = """
        {"userPrincipalName": "ada@contoso.com", "displayName": "Ada Lovelace", "givenName": "Ada", "surname": "Lovelace",
         "jobTitle": "Analyst", "mail": "ada@contoso.com", "preferredLanguage": "en-GB", "mailNickname": "ada",
         "physicalDeliveryOfficeName": "18/2111", "streetAddress": "1 Square", "city": "London", "state": "LND",
         "postalCode": "SW1", "country": "GB", "telephoneNumber": "+44 1", "mobile": "+44 2",
         "facsimileTelephoneNumber": "+44 3", "employeeId": "0042", "department": "Engines", "manager": "boss-id",
         "accountEnabled": true}
        """;

    @Test
    void theDefaultRowsGiveAllThatAUserHas() {
        MappedObject mapped = Mapper.of(DefaultTemplate.scim().users()).map(user(WHOLE_USER, false), true);

        assertThat(texts(mapped)).containsExactly(
                Map.entry("userName", "ada@contoso.com"),
                Map.entry("active", "True"),
                Map.entry("displayName", "Ada Lovelace"),
                Map.entry("title", "Analyst"),
                Map.entry("emails[type eq \"work\"].value", "ada@contoso.com"),
                Map.entry("preferredLanguage", "en-GB"),
                Map.entry("name.givenName", "Ada"),
                Map.entry("name.familyName", "Lovelace"),
                Map.entry("name.formatted", "Ada Lovelace"),
                Map.entry("addresses[type eq \"work\"].formatted", "18/2111"),
                Map.entry("addresses[type eq \"work\"].streetAddress", "1 Square"),
                Map.entry("addresses[type eq \"work\"].locality", "London"),
                Map.entry("addresses[type eq \"work\"].region", "LND"),
                Map.entry("addresses[type eq \"work\"].postalCode", "SW1"),
                Map.entry("addresses[type eq \"work\"].country", "GB"),
                Map.entry("phoneNumbers[type eq \"work\"].value", "+44 1"),
                Map.entry("phoneNumbers[type eq \"mobile\"].value", "+44 2"),
                Map.entry("phoneNumbers[type eq \"fax\"].value", "+44 3"),
                Map.entry("externalId", "ada"),
                Map.entry("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber", "0042"),
                Map.entry("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "Engines"));
        assertThat(mapped.attributes().get("active").isString()).isTrue();
        assertThat(mapped.references()).containsExactly(Map.entry(DefaultTemplate.ENTERPRISE + ":manager",
                List.of("boss-id")));
    }

    @Test
    void whatHasNoValueIsLeftOutAndAReferenceToNobodyIsEmpty() {
        MappedObject mapped = Mapper.of(DefaultTemplate.scim().users())
                .map(user("{\"userPrincipalName\": \"ada@contoso.com\", \"displayName\": \"\"}", false), true);

        assertThat(mapped.attributes()).containsOnlyKeys("userName", "active");
        assertThat(mapped.references()).containsExactly(Map.entry(DefaultTemplate.ENTERPRISE + ":manager", List.of()));
    }

    @ParameterizedTest
    @CsvSource({"false, true, True", "true, true, False", "false, false, False", "true, false, False"})
    void activeIsTextByTheRecycleBinAndTheAccount(boolean softDeleted, boolean accountEnabled, String active) {
        SourceObject user = user("{\"accountEnabled\": " + accountEnabled + "}", softDeleted);
        assertThat(texts(Mapper.of(DefaultTemplate.scim().users()).map(user, false))).containsEntry("active", active);
    }

    @Test
    void groupsAreMappedByEachTemplate() {
        SourceObject group = new SourceObject(ObjectType.GROUP, "g1",
                attributes(
                        """
                            {"displayName": "Engines", "mailNickname": "engines", "mail": "engines@contoso.com", "members": ["u1", "u2"]}
                            """),
                false);

        MappedObject scim = Mapper.of(DefaultTemplate.scim().groups()).map(group, true);
        assertThat(texts(scim)).containsExactly(Map.entry("displayName", "Engines"), Map.entry("externalId", "g1"));
        assertThat(scim.references()).containsExactly(Map.entry("members", List.of("u1", "u2")));

        MappedObject old = Mapper.of(DefaultTemplate.customappsso().groups()).map(group, true);
        assertThat(texts(old)).containsExactly(Map.entry("displayName", "engines"), Map.entry("externalId", "g1"),
                Map.entry("emails[type eq \"work\"].value", "engines@contoso.com"));
    }

    @Test
    void defaultsAndRowsForCreationCountOnlyWhenCreating() {
        AttributeMapping withDefault = row("title", FlowType.DIRECT, "jobTitle", "Employee", FlowBehavior.ALWAYS);
        AttributeMapping dropped = row("nickName", FlowType.EXPRESSION, "IgnoreFlowIfNullOrEmpty([nick])", "Nobody",
                FlowBehavior.ALWAYS);
        AttributeMapping once = row("userType", FlowType.CONSTANT, "Employee", "",
                FlowBehavior.ONLY_DURING_OBJECT_CREATION);
        Mapper mapper = Mapper.of(mapping(withDefault, dropped, once));

        assertThat(texts(mapper.map(user("{}", false), true)))
                .containsExactly(Map.entry("title", "Employee"), Map.entry("userType", "Employee"));
        assertThat(mapper.map(user("{}", false), false).attributes()).isEmpty();
        assertThat(texts(mapper.map(user("{\"jobTitle\": \"Smith\"}", false), true))).containsEntry("title", "Smith");
    }

    @Test
    void valuesKeepTheirKindExceptNumbers() {
        MappedObject mapped = Mapper.of(mapping(direct("a", "flag"), direct("b", "number"), direct("c", "list")))
                .map(user("{\"flag\": false, \"number\": 7, \"list\": [\"x\", 2]}", false), false);
        assertThat(mapped.attributes()).hasToString("{a=false, b=\"7\", c=[\"x\",\"2\"]}");
    }

    @Test
    void guestsLoseTheirMarkUnlessTheOriginalNameIsMapped() {
        SourceObject guest = user("{\"userPrincipalName\": \"eve_fabrikam.com#EXT#@contoso.com\"}", false);
        Mapper mapper = Mapper.of(mapping(direct("userName", "userPrincipalName"),
                direct("nickName", "originalUserPrincipalName"), direct("externalId", "objectId")));
        assertThat(texts(mapper.map(guest, true))).containsExactly(
                Map.entry("userName", "eve_fabrikam.com@contoso.com"),
                Map.entry("nickName", "eve_fabrikam.com#EXT#@contoso.com"), Map.entry("externalId", "u1"));
    }

    @Test
    void aRedactedValueIsMarkedForTheLog() {
        Mapper mapper = Mapper.of(mapping(
                row("nickName", FlowType.EXPRESSION, "Append(Redact([mail]), \"x\")", "", FlowBehavior.ALWAYS),
                direct("title", "mail")));
        MappedObject mapped = mapper.map(user("{\"mail\": \"m\"}", false), false);
        assertThat(texts(mapped)).containsEntry("nickName", "mx");
        assertThat(mapped.redacted()).containsExactly("nickName");
    }

    @Test
    void matchingValuesAreTexts() {
        AttributeMapping userName = matched("userName", "userPrincipalName", 1);
        AttributeMapping mail = matched("emails[type eq \"work\"].value", "mail", 2);
        AttributeMapping list = matched("nickName", "list", 3);
        ObjectMapping mapping = mapping(list, mail, userName);
        Mapper mapper = Mapper.of(mapping);
        SourceObject user = user("{\"userPrincipalName\": \"a@b\", \"mail\": \"\", \"list\": [\"x\", \"y\"]}", false);

        assertThat(mapping.matching()).containsExactly(userName, mail, list);
        assertThat(mapper.matchingValue(userName, user)).contains("a@b");
        assertThat(mapper.matchingValue(mail, user)).isEmpty();
        assertThat(mapper.matchingValue(list, user)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> mapper.matchingValue(direct("x", "y"), user));
    }

    @Test
    void anExpressionThatFailsNamesTheRowAndTheObject() {
        Mapper mapper = Mapper.of(mapping(
                row("title", FlowType.EXPRESSION, "Mid([jobTitle], [level], 2)", "", FlowBehavior.ALWAYS)));
        assertThatExceptionOfType(ProvisioningException.class)
                .isThrownBy(() -> mapper.map(user("{\"displayName\": \"Ada\"}", false), true))
                .withMessage(
                        "The attribute title of Ada cannot be computed. In its expression, Character 1: Mid is given "
                                + "nothing as start; write a number, or an attribute that always has one.")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ENTRY_SYNCHRONIZATION_SKIPPED));
    }

    @Test
    void rowsThatCannotBeUsedAreRefused() {
        refused("Two rows have the target title", direct("title", "a"), direct("title", "b"));
        refused("has no target", direct(" ", "a"));
        refused("it has no source", direct("title", ""));
        refused("map it Direct", row("x", FlowType.EXPRESSION, "Append([manager], \"x\")", "", FlowBehavior.ALWAYS));
        refused("nothing is matched by it", matched("members", "members", 1));
        refused("The expression of title cannot be read. Character 1: There is no function Joyn; write Join",
                row("title", FlowType.EXPRESSION, "Joyn([a])", "", FlowBehavior.ALWAYS));
    }

    private static void refused(String words, AttributeMapping... rows) {
        assertThatExceptionOfType(MappingException.class)
                .isThrownBy(() -> Mapper.of(mapping(rows)))
                .withMessageContaining(words);
    }

    private static ObjectMapping mapping(AttributeMapping... rows) {
        return new ObjectMapping(ObjectType.USER, true, List.of(rows), Set.of(ObjectFlow.CREATE));
    }

    private static AttributeMapping direct(String target, String source) {
        return row(target, FlowType.DIRECT, source, "", FlowBehavior.ALWAYS);
    }

    private static AttributeMapping matched(String target, String source, int priority) {
        return new AttributeMapping(target, FlowType.DIRECT, source, Optional.empty(), OptionalInt.of(priority),
                FlowBehavior.ALWAYS);
    }

    private static AttributeMapping row(String target, FlowType type, String source, String defaultValue,
            FlowBehavior behavior) {
        return new AttributeMapping(target, type, source, Optional.of(defaultValue).filter(text -> !text.isEmpty()),
                OptionalInt.empty(), behavior);
    }

    private static SourceObject user(String json, boolean softDeleted) {
        return new SourceObject(ObjectType.USER, "u1", attributes(json), softDeleted);
    }

    private static SequencedMap<String, JsonNode> attributes(String json) {
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>();
        JsonMapper.shared()
                .readTree(json)
                .properties()
                .forEach(entry -> attributes.put(entry.getKey(), entry.getValue()));
        return attributes;
    }

    private static Map<String, String> texts(MappedObject mapped) {
        Map<String, String> texts = new LinkedHashMap<>();
        mapped.attributes().forEach((target, value) -> texts.put(target, value.asString()));
        return texts;
    }
}
