package dev.rollcall.client.reader;

import dev.rollcall.client.Handwritten;
import dev.rollcall.client.TrafficCase;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.scim.message.Urns;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

class StrictReaderTest {
    private static final String SCIM_JSON = "application/scim+json";
    private static final String GOOD_USER = "{schemas:['" + Urns.USER + "','" + Urns.ENTERPRISE_USER
            + "'],id:'1',userName:'u',active:true,"
            + "meta:{resourceType:'User',created:'2026-01-02T03:04:05Z',lastModified:'2026-01-02T03:04:05.678Z'}";
    private static final String GROUP = "{schemas:['" + Urns.GROUP
            + "'],id:'1',displayName:'g',members:[],meta:{resourceType:'Group'}}";

    @TestFactory
    Stream<DynamicTest> readsRecordedAnswersAsTheirClientsDo() {
        return TrafficCase.all().stream().filter(TrafficCase::isResponse).map(c -> dynamicTest(c.id(), () -> {
            JsonNode expected = c.expected();
            JsonNode body = c.body().orElseThrow();
            ScimAnswer answer = answer(expected.path("response_status").asInt(),
                    expected.at("/response_header/Content-Type").asString(SCIM_JSON),
                    body.isString() ? body.stringValue() : body.toString());
            Reading reading = StrictReader.complete().read(request(c.method(), c.path()), answer);
            Optional<FailedStatus> failed = FailedStatus.of(answer);
            String code = failed.map(FailedStatus::code)
                    .or(() -> reading.rejections().stream().findFirst().map(Rejection::code))
                    .map(ErrorCode::code)
                    .orElse("none");
            String sentence = failed.map(FailedStatus::sentence)
                    .or(() -> reading.rejections().stream().findFirst().map(Rejection::sentence))
                    .orElse("none");

            assertThat(code.equals("none")).isEqualTo(expected.path("client").stringValue().startsWith("accept"));
            expected.path("code").asStringOpt().ifPresent(codes -> assertThat(codes).contains(code));
            expected.path("message")
                    .asStringOpt()
                    .ifPresent(message -> assertThat(sentence).startsWith(message.split("\\{", 2)[0]));
        }));
    }

    @TestFactory
    Stream<DynamicTest> eachRuleIsBrokenByOneChange() {
        return Stream.of(
                broken(ReaderRule.ID_STRING, "id", user("").replace("id:'1'", "id:7")),
                broken(ReaderRule.BOOLEAN, "active", user("").replace("active:true", "active:'true'")),
                broken(ReaderRule.BOOLEAN, "emails[1].primary",
                        user(",emails:[{value:'a'},{value:'b',primary:'true'}]")),
                broken(ReaderRule.ACTIVE_PRESENT, "active", user("").replace(",active:true", "")),
                broken(ReaderRule.STRING, "title", user(",title:5")),
                broken(ReaderRule.STRING, "name.givenName", user(",name:{givenName:5}")),
                broken(ReaderRule.STRING, Urns.ENTERPRISE_USER + ":employeeNumber", enterprise("employeeNumber:5")),
                broken(ReaderRule.NULL_VALUE, "title", user(",title:null")),
                broken(ReaderRule.NAME_CASE, "userName", user("").replace("userName", "UserName")),
                broken(ReaderRule.MANAGER_OBJECT, Urns.ENTERPRISE_USER + ":manager", enterprise("manager:{value:''}")),
                broken(ReaderRule.MANAGER_OBJECT, Urns.ENTERPRISE_USER + ":manager", enterprise("manager:[]")),
                broken(ReaderRule.COMPLEX_OBJECT, "name", user(",name:'x'")),
                broken(ReaderRule.COMPLEX_OBJECT, "urn:x:y", user(",'urn:x:y':'x'")),
                broken(ReaderRule.MULTI_VALUED_ARRAY, "addresses", user(",addresses:null")),
                broken(ReaderRule.ELEMENTS, "emails[0]", user(",emails:['u@example.com']")),
                broken(ReaderRule.ELEMENTS, "emails",
                        user(",emails:[{value:'a',primary:true},{value:'b',primary:true}]")),
                broken(ReaderRule.META, "meta", user("").replace("resourceType:'User'", "resourceType:'Users'")),
                broken(ReaderRule.META_TIMES, "meta.created", user("").replace("03:04:05Z", "03:04:05")),
                broken(ReaderRule.SCHEMAS_COUNT, "schemas", user("").replace(Urns.ENTERPRISE_USER, "urn:x:y")),
                broken(ReaderRule.SCHEMAS_KNOWN, "schemas", "{schemas:['urn:x'],id:'1'}"),
                broken(ReaderRule.SCHEMAS_ARRAY, "schemas",
                        user("").replace("['" + Urns.USER + "'", "['" + Urns.USER + "','" + Urns.USER + "'")));
    }

    @Test
    void aManagerAsTextIsExplainedToTheAdministrator() {
        Reading reading = read("GET", "/Users/1", 200, SCIM_JSON, json(enterprise("manager:'m1'")));

        assertThat(reading.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.rule()).isEqualTo(ReaderRule.MANAGER_OBJECT);
            assertThat(rejection.code()).isEqualTo(ErrorCode.SERVICE_INCOMPATIBLE);
            assertThat(rejection.attribute()).isEqualTo(Urns.ENTERPRISE_USER + ":manager");
            assertThat(rejection.sentence()).isEqualTo("We are not able to deserialize the resource received from your"
                    + " SCIM endpoint because your SCIM endpoint is not fully compatible with the Azure Active Directory"
                    + " SCIM client.");
            assertThat(rejection.cause()).contains("the text \"m1\"").contains("only as an object");
            assertThat(rejection.mend()).contains("\"manager\": {\"value\": \"m1\"}").contains("restart provisioning");
        });
        assertThat(reading.body()).isPresent();
    }

    @Test
    void saysInWhichResourceOfAListItIs() {
        String list = "{schemas:['" + Urns.LIST_RESPONSE + "'],totalResults:2,Resources:[" + user("") + ","
                + enterprise("manager:7") + "]}";
        assertThat(read("GET", "/Users", 200, SCIM_JSON, json(list)).rejections()).singleElement()
                .satisfies(rejection -> assertThat(rejection.cause()).contains("the number 7 (in Resources[1])"));
    }

    @Test
    void judgesTheEnvelope() {
        String good = json(user(""));
        assertThat(read("GET", "/Users/1", 200, SCIM_JSON, good).accepted()).isTrue();
        assertThat(read("GET", "/Users/1", 200, SCIM_JSON + "; charset=utf-8", good).accepted()).isTrue();
        assertThat(read("GET", "/Users/1", 200, "application/json", good).broken())
                .containsExactly(ReaderRule.CONTENT_TYPE);
        for (String bad : List.of("\uFEFF" + good, good + "x", "{\"id\":\"1\",\"id\":\"1\"}", "<html>", "", " ")) {
            assertThat(read("GET", "/Users/1", 200, SCIM_JSON, bad).broken()).containsExactly(ReaderRule.JSON_DOCUMENT);
        }
        assertThat(read("POST", "/Users", 202, SCIM_JSON, good).broken()).containsExactly(ReaderRule.STATUS);
        assertThat(read("GET", "/Users?filter=x", 204, SCIM_JSON, "").broken())
                .containsExactly(ReaderRule.STATUS, ReaderRule.JSON_DOCUMENT);
        assertThat(read("GET", "/Users/1", 302, "", "").broken()).contains(ReaderRule.STATUS);
        assertThat(read("PATCH", "/Users/1", 204, "", "").accepted()).isTrue();
        assertThat(read("DELETE", "/Users/1", 200, "", "").accepted()).isTrue();
    }

    @Test
    void judgesListsAndGroups() {
        assertThat(read("GET", "/Groups/1?excludedAttributes=members", 200, SCIM_JSON, json(GROUP)).rejections())
                .extracting(Rejection::rule, Rejection::code)
                .containsExactly(tuple(ReaderRule.MEMBERS_EXCLUDED, ErrorCode.MULTIPLE_ENTRIES_IN_RESPONSE));
        assertThat(read("GET", "/Groups/1", 200, SCIM_JSON, json(GROUP.replace("Group']", "Group','urn:x']"))).broken())
                .containsExactly(ReaderRule.SCHEMAS_COUNT);
        assertThat(list("totalResults:1,startIndex:'1',Resources:[" + GROUP + "]"))
                .containsExactly(ReaderRule.LIST_PAGING);
        assertThat(list("totalResults:1,Resources:" + GROUP)).containsExactly(ReaderRule.LIST_PAGING);
        assertThat(list("totalResults:0,itemsPerPage:20,Resources:[]")).containsExactly(ReaderRule.LIST_COUNT);
        assertThat(list("totalResults:'0',Resources:[]")).containsExactly(ReaderRule.LIST_TOTAL);
        assertThat(list("totalResults:0")).isEmpty();
    }

    @Test
    void judgesErrors() {
        String error = "{schemas:['" + Urns.ERROR + "'],status:'404',detail:'no'}";
        assertThat(read("GET", "/Users/1", 404, SCIM_JSON, json(error)).accepted()).isTrue();
        assertThat(read("GET", "/Users/1", 404, SCIM_JSON, json(error.replace("'404'", "404"))).broken())
                .containsExactly(ReaderRule.ERROR_BODY);
        assertThat(read("GET", "/Users/1", 403, "text/html", "<html>").broken())
                .containsExactly(ReaderRule.CONTENT_TYPE, ReaderRule.JSON_DOCUMENT);
    }

    @Test
    void aRuleThatIsSwitchedOffIsNotApplied() {
        for (ReaderRule rule : List.of(ReaderRule.CONTENT_TYPE, ReaderRule.MANAGER_OBJECT)) {
            ScimRequest request = request("GET", "/Users/1");
            ScimAnswer answer = answer(200, "application/json", json(enterprise("manager:'m'")));
            assertThat(new StrictReader(EnumSet.of(rule)).read(request, answer).broken()).containsExactly(rule);
            assertThat(new StrictReader(EnumSet.complementOf(EnumSet.of(rule))).read(request, answer).broken())
                    .hasSize(1)
                    .doesNotContain(rule);
            assertThat(new StrictReader(Set.of()).read(request, answer).accepted()).isTrue();
        }
    }

    @Test
    void confirmedRulesReadWhatTheDocumentationAnswers() {
        JsonNode documented = TrafficCase.named("probe-user-guid").expected().path("body");
        ScimRequest probe = request("GET", TrafficCase.named("probe-user-guid").path());
        ScimAnswer answer = answer(200, SCIM_JSON, documented.toString());
        assertThat(StrictReader.confirmed().read(probe, answer).accepted()).isTrue();
        assertThat(StrictReader.complete().read(probe, answer).broken()).containsExactly(ReaderRule.LIST_COUNT);
    }

    @Test
    void aLongListIsNotReportedResourceByResource() {
        String elements = String.join(",", Collections.nCopies(300, "'x'"));
        assertThat(read("GET", "/Users/1", 200, SCIM_JSON, json(user(",emails:[" + elements + "]"))).rejections())
                .hasSize(Findings.MAX_REJECTIONS);
    }

    private static List<ReaderRule> list(String members) {
        return read("GET", "/Groups", 200, SCIM_JSON, json("{schemas:['" + Urns.LIST_RESPONSE + "']," + members + "}"))
                .broken();
    }

    private static DynamicTest broken(ReaderRule rule, String attribute, String body) {
        return dynamicTest(rule.name() + " " + attribute, () -> {
            Reading reading = read("GET", "/Users/1", 200, SCIM_JSON, json(body));
            assertThat(reading.rejections()).singleElement().satisfies(rejection -> {
                assertThat(rejection.rule()).isEqualTo(rule);
                assertThat(rejection.attribute()).isEqualTo(attribute);
                assertThat(rejection.code()).isEqualTo(rule.code());
                assertThat(rejection.cause()).endsWith(".");
                assertThat(rejection.mend()).endsWith(".");
            });
        });
    }

    private static String user(String more) {
        return GOOD_USER + more + "}";
    }

    private static String enterprise(String members) {
        return user(",'" + Urns.ENTERPRISE_USER + "':{" + members + "}");
    }

    /** Handwritten JSON as a server would write it. */
    private static String json(String handwritten) {
        return Handwritten.json(handwritten).toString();
    }

    private static Reading read(String method, String path, int status, String type, String body) {
        return StrictReader.complete().read(request(method, path), answer(status, type, body));
    }

    private static ScimRequest request(String method, String target) {
        return new ScimRequest(method, target, List.of(), Optional.empty());
    }

    private static ScimAnswer answer(int status, String type, String body) {
        return new ScimAnswer(status, List.of(new ScimHeader("Content-Type", type)),
                body.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }
}
