package dev.rollcall.client.entra;

import dev.rollcall.client.Handwritten;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.client.http.TransportException.Kind;
import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.reader.ReaderRule;
import dev.rollcall.client.reader.StrictReader;
import dev.rollcall.client.target.JsonMember;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.client.target.TargetResource;
import dev.rollcall.scim.message.Urns;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static dev.rollcall.client.entra.Attributes.of;
import static dev.rollcall.client.entra.RecordingTransport.group;
import static dev.rollcall.client.entra.RecordingTransport.list;
import static dev.rollcall.client.entra.RecordingTransport.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class EntraClientTest {
    private static final String ERROR = "{schemas:['" + Urns.ERROR + "'],status:'%d',detail:'no'}";

    private final RecordingTransport transport = new RecordingTransport();
    private final EntraClient client = client(ClientOptions.defaults());

    @Test
    void sendsTheHeadersOfTheService() {
        client.probe(ObjectType.USER, "userName");
        client.create(ObjectType.USER, of("userName", "u"));
        ScimHeader version = new ScimHeader("ADSCIMVersion", "5.0");
        ScimHeader content = new ScimHeader("Content-Type", "application/scim+json; charset=utf-8");
        assertThat(transport.requests.getFirst().headers()).containsExactly(version);
        assertThat(transport.requests.getLast().headers()).containsExactly(version, content);
    }

    @Test
    void theKeysOfCreatesAreInTheOrderOfCaptures() {
        client.create(ObjectType.USER, of("userName", "u", "active", "True", Urns.ENTERPRISE_USER + ":department", "d",
                "roles[primary eq \"True\"].value", "r", "displayName", "x", "name.givenName", "g", "name.familyName",
                "f",
                "name.formatted", "g f", "emails[type eq \"work\"].value", "e", "externalId", "i"));
        client.create(ObjectType.GROUP, of("displayName", "x", "externalId", "i"));

        JsonNode user = Handwritten.json(transport.requests.getFirst().body().orElseThrow());
        assertThat(user.propertyNames()).containsExactly("schemas", "externalId", "userName", "active", "displayName",
                "emails", "meta", "name", "roles", Urns.ENTERPRISE_USER);
        assertThat(user.path("name").propertyNames()).containsExactly("formatted", "familyName", "givenName");
        assertThat(Handwritten.json(transport.requests.getLast().body().orElseThrow()).propertyNames())
                .containsExactly("schemas", "externalId", "displayName", "members", "meta");
    }

    @Test
    void aUserWithoutActiveIsGoneOnWithAndDisablingAddsIt() {
        transport.answer(200, user("").replace(",active:true", ""));
        EntraClient lenient = EntraClient.of(transport, StrictReader.confirmed(), EntraDialect.DEFAULT);

        TargetResource seen = lenient.read(ObjectType.USER, "1").orElseThrow();
        assertThat(JsonMember.of(seen.resource(), "active")).isEmpty();
        lenient.disable("1", Optional.empty());

        assertThat(transport.requests.getLast().body().orElseThrow())
                .contains("{\"op\":\"Add\",\"path\":\"active\",\"value\":\"False\"}");
    }

    @Test
    void encodesAsTheServiceDoes() {
        client.match(ObjectType.USER, Urns.ENTERPRISE_USER + ":employeeNumber", "a*b'c\"d\\e+f(ä)");
        assertThat(transport.requests.getFirst().target()).isEqualTo("/Users?filter="
                + "urn%3Aietf%3Aparams%3Ascim%3Aschemas%3Aextension%3Aenterprise%3A2.0%3AUser%3AemployeeNumber"
                + "+eq+%22a%2Ab%27c%22d%5Ce%2Bf%28%C3%A4%29%22");
        client.read(ObjectType.GROUP, "a b/c?");
        assertThat(transport.requests.getLast().target()).isEqualTo("/Groups/a%20b%2Fc%3F?excludedAttributes=members");
    }

    @Test
    void eachProbeIsForAnotherIdAndGroupsAreProbedWithoutMembers() {
        client.probe(ObjectType.GROUP, "displayName");
        client.probe(ObjectType.GROUP, "displayName");
        assertThat(transport.requests).allSatisfy(request -> assertThat(request.target())
                .matches("/Groups\\?excludedAttributes=members&filter=displayName\\+eq\\+%22[0-9a-f]{8}-[0-9a-f]{4}-"
                        + "4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}%22"));
        assertThat(transport.requests.getFirst().target()).isNotEqualTo(transport.requests.getLast().target());
    }

    @ParameterizedTest
    @CsvSource({"401,CREDENTIAL_VALIDATION_FAILURE", "403,CREDENTIAL_VALIDATION_FAILURE", "404,INVALID_CREDENTIALS",
        "400,INVALID_CREDENTIALS", "429,TOO_MANY_REQUESTS", "500,CREDENTIAL_VALIDATION_UNAVAILABLE",
        "503,CREDENTIAL_VALIDATION_UNAVAILABLE"})
    void aProbeThatFailsSaysWhatIsWrongWithTheConnection(int status, ErrorCode code) {
        transport.answer(status, ERROR.formatted(status));
        EntraClient based = client(ClientOptions.defaults().withBase(URI.create("https://host/scim")));
        ProvisioningException failure = failure(based, c -> c.probe(ObjectType.USER, "userName"));
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessageContaining("While attempting to validate our authorization")
                .hasMessageContaining("Received response from Web resource. Resource: https://host/scim/Users?filter=")
                .hasMessageContaining("Operation: GET Response Status Code:")
                .hasMessageContaining("Response Headers: Content-Type: application/scim+json Response Content: {");
        assertThat(failure.answer()).isPresent();
        if (code == ErrorCode.INVALID_CREDENTIALS) {
            assertThat(failure).hasMessageStartingWith("SystemForCrossDomainIdentityManagementServiceIncompatible: ");
        }
    }

    @Test
    void aProbeThatFindsSomebodyShowsThatFiltersAreNotApplied() {
        transport.answer(200, list(user("")));
        assertThat(failure(client, c -> c.probe(ObjectType.USER, "userName")).code())
                .isEqualTo(ErrorCode.SERVICE_INCOMPATIBLE_FILTERING);
    }

    @Test
    void aProbeThatIsNotAnsweredMeansThatTheConnectionIsUnavailable() {
        transport.fail(new TransportException("nobody there", Kind.NOT_SENT, new IOException()));
        ProvisioningException failure = failure(client, c -> c.probe(ObjectType.USER, "userName"));
        assertThat(failure.code()).isEqualTo(ErrorCode.CREDENTIAL_VALIDATION_UNAVAILABLE);
        assertThat(failure).hasMessage("nobody there");
    }

    @Test
    void aMatchIsTheOneResourceThatIsFound() {
        transport.answer(200, list(user(",name:{givenName:'A'}")));
        TargetResource hit = client.match(ObjectType.USER, "userName", "U").orElseThrow();
        assertThat(hit.id()).isEqualTo("1");
        assertThat(hit.resource().at("/name/givenName").stringValue()).isEqualTo("A");
        assertThat(client.match(ObjectType.USER, "userName", "x")).isEmpty();
    }

    @Test
    void severalHitsAreDuplicates() {
        transport.answer(200, list(user(""), user("")));
        transport.answer(200, list(user(",externalId:'e'"), user(",externalId:'e'")));
        assertThat(failure(client, c -> c.match(ObjectType.USER, "userName", "u")).code())
                .isEqualTo(ErrorCode.DUPLICATE_TARGET_ENTRIES);
        assertThat(failure(client, c -> c.match(ObjectType.USER, "externalId", "e")).code())
                .isEqualTo(ErrorCode.DUPLICATE_TARGET_ENTRIES);
    }

    @ParameterizedTest
    @CsvSource({"400,SERVICE_INCOMPATIBLE_FILTERING", "501,SERVICE_INCOMPATIBLE_FILTERING", "404,SERVICE_INCOMPATIBLE",
        "401,UNAUTHORIZED", "429,TOO_MANY_REQUESTS"})
    void aMatchThatFailsHasItsCode(int status, ErrorCode code) {
        transport.answer(status, ERROR.formatted(status));
        assertThat(failure(client, c -> c.match(ObjectType.USER, "userName", "u")).code()).isEqualTo(code);
    }

    @Test
    void aHitThatShowsAnotherValueWasNotFiltered() {
        transport.answer(200, list(user("")));
        assertThat(failure(client, c -> c.match(ObjectType.USER, "userName", "somebody else")).code())
                .isEqualTo(ErrorCode.SERVICE_INCOMPATIBLE_FILTERING);
    }

    @Test
    void aHitThatIsCountedButNotShownIsBad() {
        transport.answer(200, RecordingTransport.NOBODY.replace("totalResults:0", "totalResults:1"));
        assertThat(failure(client, c -> c.match(ObjectType.USER, "userName", "u")).code())
                .isEqualTo(ErrorCode.BAD_RESPONSE);
    }

    @Test
    void anObjectThatIsGoneIsNoFailureToReadOrDelete() {
        transport.answer(404, ERROR.formatted(404));
        assertThat(client.read(ObjectType.USER, "1")).isEmpty();
        transport.answer(404, ERROR.formatted(404));
        client.delete(ObjectType.USER, "1");
        transport.answer(200, group(""));
        assertThat(client.read(ObjectType.GROUP, "1").orElseThrow().id()).isEqualTo("1");
        transport.answer(500, ERROR.formatted(500));
        assertThat(failure(client, c -> c.delete(ObjectType.USER, "1")).code())
                .isEqualTo(ErrorCode.INTERNAL_SERVER_ERROR);
    }

    @ParameterizedTest
    @CsvSource({"400,SERVICE_INCOMPATIBLE,BadRequest", "404,INVALID_ANCHOR,NotFound", "409,ENTRY_CONFLICT,Conflict",
        "429,TOO_MANY_REQUESTS,TooManyRequests"})
    void aChangeThatFailsHasItsCodeAndEntrasSentence(int status, ErrorCode code, String name) {
        transport.answer(status, ERROR.formatted(status));
        ProvisioningException failure = failure(client,
                c -> c.update(ObjectType.USER, "1", Attributes.added("title", "A")));
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessage("StatusCode: " + name + " Message: Processing of the HTTP request resulted in an"
                + " exception. Please see the HTTP response returned by the 'Response' property of this exception for"
                + " details. Web Response: " + Handwritten.json(ERROR.formatted(status))
                + ". This operation was retried 0"
                + " times.");
    }

    @Test
    void aDuplicateIsAConflict() {
        transport.answer(409, ERROR.formatted(409));
        assertThat(failure(client, c -> c.create(ObjectType.USER, of("userName", "u"))).code())
                .isEqualTo(ErrorCode.ENTRY_CONFLICT);
    }

    @Test
    void whatEntraCannotReadIsAFailureThatIsExplained() {
        transport.answer(201, user(",'" + Urns.ENTERPRISE_USER + "':{manager:'2'}"));
        ProvisioningException failure = failure(client, c -> c.create(ObjectType.USER, of("userName", "u")));
        assertThat(failure.code()).isEqualTo(ErrorCode.SERVICE_INCOMPATIBLE);
        assertThat(failure).hasMessageStartingWith("We are not able to deserialize the resource");
        assertThat(failure.rejections()).singleElement()
                .satisfies(rejection -> assertThat(rejection.rule()).isEqualTo(ReaderRule.MANAGER_OBJECT));
    }

    @Test
    void anAnswerWithoutBodyOrIdIsBadEvenIfNoRuleIsApplied() {
        EntraClient lenient = EntraClient.of(transport, new StrictReader(Set.of()), EntraDialect.DEFAULT);
        for (String body : List.of("", "{}", "[]")) {
            transport.answer(201, body);
            assertThat(failure(lenient, c -> c.create(ObjectType.USER, of("userName", "u"))).code())
                    .isEqualTo(ErrorCode.BAD_RESPONSE);
        }
    }

    @Test
    void noAnswerIsATimeoutOrAProtocolError() {
        transport.fail(new TransportException("late", Kind.LATE, new IOException()));
        transport.fail(new TransportException("broken", Kind.MAYBE_SENT, new IOException()));
        assertThat(failure(client, c -> c.read(ObjectType.USER, "1")).code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(failure(client, c -> c.read(ObjectType.USER, "1")).code())
                .isEqualTo(ErrorCode.WEB_EXCEPTION_PROTOCOL_ERROR);
    }

    @Test
    void createsAUserAsTheServiceDoes() {
        client.create(ObjectType.USER, of("userName", "jdoe@contoso.com", "active", "True", "displayName", "J Doe",
                "title", "", "preferredLanguage", Handwritten.json("null"), "emails[type eq \"work\"].value", "j@c",
                "name.givenName", "J", "addresses[type eq \"work\"].locality", "Berlin",
                "addresses[type eq \"work\"].country", "DE", "phoneNumbers[type eq \"mobile\"].value", "+49 1",
                "roles[primary eq \"True\"].value", "Admin", Urns.ENTERPRISE_USER + ":department", "D",
                "urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User:tag", "7"));
        assertThat(transport.sent()).isEqualTo(Handwritten.json("{schemas:['" + Urns.USER + "','" + Urns.ENTERPRISE_USER
                + "'],userName:'jdoe@contoso.com',active:true,displayName:'J Doe',"
                + "emails:[{primary:true,type:'work',value:'j@c'}],name:{givenName:'J'},"
                + "addresses:[{type:'work',locality:'Berlin',country:'DE'}],"
                + "phoneNumbers:[{type:'mobile',value:'+49 1'}],"
                + "roles:[{primary:true,type:'WindowsAzureActiveDirectoryRole',value:'Admin'}],'"
                + Urns.ENTERPRISE_USER + "':{department:'D'},"
                + "'urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User':{tag:'7'},"
                + "meta:{resourceType:'User'}}"));
    }

    @Test
    void rolesAreCreatedAsObjects() {
        JsonNode roles = Handwritten.json("[{id:'7',primary:false,type:'t',display:'A',value:'a'}]");
        client.create(ObjectType.USER, of("userName", "u", "roles", roles));
        assertThat(transport.sent().path("roles"))
                .isEqualTo(Handwritten.json("[{primary:false,type:'t',display:'A',value:'a'}]"));
    }

    @Test
    void rolesThatAreTextsAreValues() {
        client.create(ObjectType.USER, of("userName", "u", "roles", Handwritten.json("['a']")));
        assertThat(transport.sent().path("roles")).isEqualTo(Handwritten.json("[{value:'a'}]"));
    }

    @Test
    void mappingsThatContradictEachOtherAreNamed() {
        for (String path : List.of("emails[type eq \"work\"].value", "emails.value")) {
            ProvisioningException failure = failure(client,
                    c -> c.create(ObjectType.USER, of("emails", "a@b", path, "c@d")));
            assertThat(failure.code()).isEqualTo(ErrorCode.BAD_REQUEST);
            assertThat(failure).hasMessageContaining("The mapping of " + path).hasMessageContaining("Remove one");
        }
    }

    @Test
    void aManagerIsCheckedBeforeItIsSet() {
        Optional<String> manager = Optional.of("m@1");
        transport.answer(200, "{schemas:['" + Urns.LIST_RESPONSE + "'],totalResults:1,Resources:[{schemas:['"
                + Urns.USER + "'],id:'u1'}]}");
        client.setManager("u1", Optional.empty(), manager);
        assertThat(transport.requests).singleElement()
                .satisfies(check -> assertThat(check.target())
                        .isEqualTo("/Users?attributes=id&filter=id+eq+%22u1%22+and+manager+eq+%22m%401%22"));

        client.setManager("u1", Optional.empty(), manager);
        transport.answer(501, ERROR.formatted(501));
        client.setManager("u1", Optional.empty(), manager);
        assertThat(transport.requests.stream().map(request -> request.method()))
                .containsExactly("GET", "GET", "PATCH", "GET", "PATCH");
    }

    @Test
    void asksForAReferenceOfAGroup() {
        transport.answer(200, list(group("")));
        assertThat(client.hasReference(ObjectType.GROUP, "g", "members", "u")).isTrue();
        assertThat(client.hasReference(ObjectType.GROUP, "g", "members", "u")).isFalse();
        assertThat(transport.requests.getFirst().target())
                .isEqualTo("/Groups?attributes=id&filter=id+eq+%22g%22+and+members+eq+%22u%22");
    }

    @Test
    void theFlagIsForwardedOnlyOnRequest() {
        EntraClient forwarding = client(ClientOptions.defaults().withForwardedQuery("aadOptscim062020"));
        forwarding.match(ObjectType.USER, "userName", "user@example.com");
        forwarding.delete(ObjectType.USER, "1");
        assertThat(transport.requests.stream().map(request -> request.target())).containsExactly(
                "/Users?aadOptscim062020&filter=userName+eq+%22user%40example.com%22", "/Users/1?aadOptscim062020");
    }

    @Test
    void aMatchingAttributeMustBeAPath() {
        transport.answer(200, list(user("")));
        assertThatThrownBy(() -> client.match(ObjectType.USER, "a b", "u"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no target attribute");
    }

    private EntraClient client(ClientOptions options) {
        return EntraClient.of(transport, StrictReader.complete(), EntraDialect.DEFAULT, options, new Random(1));
    }

    private static ProvisioningException failure(EntraClient client, Consumer<EntraClient> action) {
        return catchThrowableOfType(ProvisioningException.class, () -> action.accept(client));
    }
}
