package dev.rollcall.clients;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** The reader by which every answer is judged must itself be right. */
class StrictReaderTest {
    private static final String GOOD_USER = "{schemas:['" + Urn.USER + "','" + Urn.ENTERPRISE
            + "'],id:'1',userName:'u',active:true,"
            + "meta:{resourceType:'User',created:'2026-01-02T03:04:05Z',lastModified:'2026-01-02T03:04:05.678Z'}";

    @TestFactory
    Stream<DynamicTest> readsRecordedAnswersAsTheirClientsDo() {
        return TrafficCases.all().stream().filter(TrafficCase::isResponse).map(c -> dynamicTest(c.id(), () -> {
            JsonNode expected = c.expected();
            String type = expected.at("/response_header/Content-Type").asString(ScimClient.SCIM_JSON);
            JsonNode body = c.body().orElseThrow();
            Verdict verdict = StrictReader.complete()
                    .read(answer(c.method(), c.path(),
                            expected.path("response_status").asInt(), type,
                            body.isString() ? body.stringValue() : body.toString()));

            assertThat(verdict.accepted()).isEqualTo(expected.path("client").stringValue().startsWith("accept"));
            expected.path("code")
                    .asStringOpt()
                    .ifPresent(
                            code -> assertThat(verdict.code())
                                    .hasValueSatisfying(actual -> assertThat(code).contains(actual)));
            expected.path("message")
                    .asStringOpt()
                    .ifPresent(message -> assertThat(verdict.message())
                            .hasValueSatisfying(actual -> assertThat(actual).startsWith(message.split("\\{", 2)[0])));
        }));
    }

    @TestFactory
    Stream<DynamicTest> eachRuleIsBrokenByOneChange() {
        return Stream.of(
                broken(ReaderRule.ID_STRING, user("").replace("id:'1'", "id:7")),
                broken(ReaderRule.BOOLEAN, user("").replace("active:true", "active:'true'")),
                broken(ReaderRule.ACTIVE_PRESENT, user("").replace(",active:true", "")),
                broken(ReaderRule.STRING, user(",title:5")),
                broken(ReaderRule.MANAGER_OBJECT, user(",'" + Urn.ENTERPRISE + "':{manager:{value:''}}")),
                broken(ReaderRule.COMPLEX_OBJECT, user(",name:'x'")),
                broken(ReaderRule.MULTI_VALUED_ARRAY, user(",addresses:null")),
                broken(ReaderRule.ELEMENTS, user(",emails:['u@example.com']")),
                broken(ReaderRule.META, user("").replace("resourceType:'User'", "resourceType:'Users'")),
                broken(ReaderRule.META_TIMES, user("").replace("03:04:05Z", "03:04:05")),
                broken(ReaderRule.SCHEMAS_KNOWN, "{schemas:['urn:x'],id:'1'}"),
                broken(ReaderRule.SCHEMAS_ARRAY,
                        user("").replace("['" + Urn.USER + "'", "['" + Urn.USER + "','" + Urn.USER + "'")));
    }

    @Test
    void judgesTheEnvelope() {
        String good = Json.of(user("")).toString();
        assertThat(read("GET", "/Users/1", 200, ScimClient.SCIM_JSON, good).accepted()).isTrue();
        assertThat(read("GET", "/Users/1", 200, ScimClient.SCIM_JSON + "; charset=utf-8", good).accepted()).isTrue();
        assertThat(read("GET", "/Users/1", 200, ScimClient.SCIM_JSON, "\uFEFF" + good).broken())
                .containsExactly(ReaderRule.JSON_DOCUMENT);
        assertThat(read("GET", "/Users/1", 200, ScimClient.SCIM_JSON, good + "x").broken())
                .containsExactly(ReaderRule.JSON_DOCUMENT);
        assertThat(read("POST", "/Users", 202, ScimClient.SCIM_JSON, good).broken()).containsExactly(ReaderRule.STATUS);
        assertThat(read("GET", "/Users?filter=x", 204, ScimClient.SCIM_JSON, "").broken())
                .contains(ReaderRule.STATUS, ReaderRule.JSON_DOCUMENT);
        assertThat(read("PATCH", "/Users/1", 204, "", "").accepted()).isTrue();
    }

    @Test
    void judgesListsAndGroups() {
        String group = "{\"schemas\":[\"" + Urn.GROUP + "\"],\"id\":\"1\",\"displayName\":\"g\",\"members\":[],"
                + "\"meta\":{\"resourceType\":\"Group\"}}";
        assertThat(read("GET", "/Groups/1?excludedAttributes=members", 200, ScimClient.SCIM_JSON, group).broken())
                .containsExactly(ReaderRule.MEMBERS_EXCLUDED);
        assertThat(read("GET", "/Groups/1", 200, ScimClient.SCIM_JSON,
                group.replace("Group\"]", "Group\",\"" + Urn.ENTERPRISE + "\"]")).broken())
                .containsExactly(ReaderRule.SCHEMAS_COUNT);
        assertThat(read("GET", "/Groups", 200, ScimClient.SCIM_JSON, "{\"schemas\":[\"" + Urn.LIST
                + "\"],\"totalResults\":1,\"startIndex\":\"1\",\"Resources\":[" + group + "]}").broken())
                .containsExactly(ReaderRule.LIST_PAGING);
    }

    @Test
    void judgesErrors() {
        assertThat(read("GET", "/Users/1", 404, ScimClient.SCIM_JSON, "{\"schemas\":[\"" + Urn.ERROR
                + "\"],\"status\":404,\"detail\":\"no\"}").broken()).containsExactly(ReaderRule.ERROR_BODY);
        Verdict good = read("GET", "/Users/1", 404, ScimClient.SCIM_JSON, "{\"schemas\":[\"" + Urn.ERROR
                + "\"],\"status\":\"404\",\"detail\":\"no\"}");
        assertThat(good.broken()).isEmpty();
        assertThat(good.code()).contains("InvalidAnchor");
    }

    @Test
    void aRuleThatIsSwitchedOffIsNotApplied() {
        Answer answer = answer("GET", "/Users/1", 200, "application/json", Json.of(user("")).toString());
        assertThat(StrictReader.complete().read(answer).broken()).containsExactly(ReaderRule.CONTENT_TYPE);
        assertThat(new StrictReader(EnumSet.complementOf(EnumSet.of(ReaderRule.CONTENT_TYPE))).read(answer).accepted())
                .isTrue();
    }

    private static DynamicTest broken(ReaderRule rule, String body) {
        return dynamicTest(rule.name(), () -> {
            Verdict verdict = read("GET", "/Users/1", 200, ScimClient.SCIM_JSON, Json.of(body).toString());
            assertThat(verdict.broken()).containsExactly(rule);
            assertThat(verdict.code()).contains(rule.code());
        });
    }

    private static String user(String more) {
        return GOOD_USER + more + "}";
    }

    private static Verdict read(String method, String path, int status, String type, String body) {
        return StrictReader.complete().read(answer(method, path, status, type, body));
    }

    private static Answer answer(String method, String path, int status, String type, String body) {
        Map<String, String> headers = Map.of("Content-Type", type);
        return new Answer(method, path, status, name -> Optional.ofNullable(headers.get(name)),
                body.getBytes(StandardCharsets.UTF_8));
    }
}
