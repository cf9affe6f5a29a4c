package dev.rollcall.client.entra;

import dev.rollcall.client.Handwritten;
import dev.rollcall.client.TrafficCase;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.reader.StrictReader;
import dev.rollcall.client.target.AttributeDifference;
import dev.rollcall.client.target.ObjectType;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import static dev.rollcall.client.entra.Attributes.added;
import static dev.rollcall.client.entra.Attributes.bool;
import static dev.rollcall.client.entra.Attributes.of;
import static dev.rollcall.client.entra.Attributes.replaced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * The verbatim requests of the recorded traffic that the job sends: method, encoded target and body are the same to the byte,
 * blanks between JSON's tokens and ids aside. Those that others send are listed with the reason in {@code left-out-cases.json}.
 */
class RecordedRequestsTest {
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:";
    private static final ClientOptions OPTIONS = ClientOptions.defaults()
            .withBase(URI.create("http://.../scim"))
            .withReferenceChecks(false);
    /** Printed by a tool that sorted the keys; all other captures have schemas first, and the bytes of their bodies are known. */
    private static final Set<String> SORTED = Set.of("patch-disable-bool-cap", "patch-manager-add-urn-string");
    private static final Map<String, Reproduction> REPRODUCTIONS = reproductions();

    private record Reproduction(EntraDialect dialect, Consumer<EntraClient> action) {}

    @TestFactory
    Stream<DynamicTest> sendsWhatWasRecorded() {
        return verbatim().filter(c -> REPRODUCTIONS.containsKey(c.id())).map(c -> dynamicTest(c.id(), () -> {
            Reproduction reproduction = REPRODUCTIONS.get(c.id());
            RecordingTransport transport = new RecordingTransport();
            reproduction.action()
                    .accept(EntraClient.of(transport, StrictReader.complete(), reproduction.dialect(),
                            OPTIONS, new Random(1)));

            assertThat(transport.requests).hasSize(1);
            ScimRequest sent = transport.requests.getFirst();
            assertThat(sent.method()).isEqualTo(c.method());
            assertThat(withoutGuid(sent.target())).isEqualTo(withoutGuid(wire(c.path())));
            if (SORTED.contains(c.id())) {
                assertThat(sent.body().map(Handwritten::json)).isEqualTo(c.body());
            } else {
                assertThat(sent.body()).isEqualTo(c.body().map(JsonNode::toString));
            }
        }));
    }

    @Test
    void everyVerbatimRequestIsSentOrLeftOutForAReason() {
        JsonNode leftOut = Handwritten.json(TrafficCase.text("left-out-cases.json"));
        Set<String> reasons = leftOut.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
        Set<String> known = new HashSet<>(REPRODUCTIONS.keySet());
        assertThat(reasons).doesNotContainAnyElementsOf(known);
        known.addAll(reasons);
        assertThat(verbatim().map(TrafficCase::id)).containsExactlyInAnyOrderElementsOf(known);
        assertThat(leftOut.valueStream().map(JsonNode::stringValue))
                .allSatisfy(reason -> assertThat(reason).endsWith("."));
    }

    private static Stream<TrafficCase> verbatim() {
        return TrafficCase.all().stream().filter(c -> c.fidelity().equals("verbatim") && !c.isResponse());
    }

    private static Map<String, Reproduction> reproductions() {
        Map<String, Reproduction> all = new LinkedHashMap<>();
        reads(all);
        patches(all);
        references(all);
        return all;
    }

    private static void reads(Map<String, Reproduction> all) {
        add(all, "probe-user-guid", EntraDialect.DEFAULT, c -> c.probe(ObjectType.USER, "userName"));
        add(all, "match-email-work", EntraDialect.DEFAULT,
                c -> c.match(ObjectType.USER, "emails[type eq \"work\"].value", "user@contoso.com"));
        add(all, "match-case-insensitive-user", EntraDialect.DEFAULT,
                c -> c.match(ObjectType.USER, "userName", "NOEMIE.HOPPE@SCHAEFER.US"));
        add(all, "match-group", EntraDialect.DEFAULT, c -> c.match(ObjectType.GROUP, "displayName", "displayName"));
        add(all, "match-group-wire", EntraDialect.DEFAULT,
                c -> c.match(ObjectType.GROUP, "displayName", "UXVRVLCYWQAD"));
        add(all, "get-user-missing", EntraDialect.DEFAULT, c -> c.read(ObjectType.USER, "5171a35d82074e068ce2"));
        add(all, "get-after-delete", EntraDialect.DEFAULT,
                c -> c.read(ObjectType.USER, "952145b5-de89-42ac-bbe3-1f56c287ed74"));
        add(all, "get-group-nomembers", EntraDialect.DEFAULT, c -> c.read(ObjectType.GROUP, "40734ae655284ad3abcc"));
        add(all, "schemas-discovery", EntraDialect.DEFAULT, c -> c.schemas());
        add(all, "delete-user-missing", EntraDialect.DEFAULT,
                c -> c.delete(ObjectType.USER, "d950a5ce-61da-4979-8423-4600c745a897"));
        add(all, "delete-user-twice", EntraDialect.DEFAULT,
                c -> c.delete(ObjectType.USER, "eaa6f856-3e49-4f6b-9b70-aaf4c1606682"));
        add(all, "post-group-legacy", EntraDialect.CUSTOMAPPSSO, c -> c.create(ObjectType.GROUP,
                of("externalId", "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159", "displayName", "displayName")));
    }

    private static void patches(Map<String, Reproduction> all) {
        add(all, "patch-disable-bool-cap", EntraDialect.DEFAULT, c -> c.update(ObjectType.USER, "5171a35d82074e068ce2",
                List.of(new AttributeDifference("active", bool(true), bool(false)))));
        add(all, "patch-replace-many", EntraDialect.DEFAULT, c -> c.update(ObjectType.USER, "{id}", replaced(
                "displayName", "Pvlo", "emails[type eq \"work\"].value", "TestBcwqnm@test.microsoft.com",
                "name.givenName", "Gtfd", "name.familyName", "Pkqf", "externalId", "Eqpj",
                ENTERPRISE + "employeeNumber", "Eqpj")));
        add(all, "patch-replace-email-family", EntraDialect.AZURE_AD_SCIM_PATCH_2017,
                c -> c.update(ObjectType.USER, "6764549bef60420686bc", replaced(
                        "emails[type eq \"work\"].value", "updatedEmail@microsoft.com",
                        "name.familyName", "updatedFamilyName")));
        add(all, "patch-add-address-missing", EntraDialect.DEFAULT, c -> c.update(ObjectType.USER, "{id}",
                added("addresses[type eq \"work\"].formatted", "Columbus")));
        add(all, "patch-replace-address-missing", EntraDialect.DEFAULT, c -> c.update(ObjectType.USER, "{id}",
                replaced("addresses[type eq \"work\"].formatted", "1111 Street Rd")));
        add(all, "flag-disable", EntraDialect.AAD_OPT_SCIM_062020, c -> c.disable("{id}", bool(true)));
        add(all, "flag-replace-many", EntraDialect.AAD_OPT_SCIM_062020, c -> c.update(ObjectType.USER, "{id}", replaced(
                "displayName", "Bjfe", "emails[type eq \"work\"].value", "TestMhvaes@test.microsoft.com",
                "name.givenName", "Kkom", "name.familyName", "Unua", ENTERPRISE + "employeeNumber", "Aklq")));
        add(all, "flag-add-address", EntraDialect.AAD_OPT_SCIM_062020, c -> c.update(ObjectType.USER, "{id}",
                added("addresses[type eq \"work\"].formatted", "1122 Street Rd")));
    }

    private static void references(Map<String, Reproduction> all) {
        add(all, "patch-manager-add-array-ref", EntraDialect.CUSTOMAPPSSO,
                c -> c.setManager("a0a0a0a0-bbbb-cccc-dddd-e1e1e1e1e1e1", Optional.empty(),
                        Optional.of("00aa00aa-bb11-cc22-dd33-44ee44ee44ee")));
        add(all, "patch-manager-add-urn-string", EntraDialect.DEFAULT,
                c -> c.setManager("{id}", Optional.empty(), Optional.of("271")));
        add(all, "group-add-member", EntraDialect.CUSTOMAPPSSO,
                c -> c.addMembers("a99962b9f99d4c4fac67", List.of("f648f8d5ea4e4cd38e9c")));
        add(all, "group-remove-member-ref", EntraDialect.CUSTOMAPPSSO,
                c -> c.removeMembers("a99962b9f99d4c4fac67", List.of("f648f8d5ea4e4cd38e9c")));
        add(all, "group-remove-member-sdk", EntraDialect.DEFAULT, c -> c.removeMembers("2752513", List.of("2392066")));
        add(all, "group-remove-member-flag", EntraDialect.AAD_OPT_SCIM_062020,
                c -> c.removeMembers("{id}", List.of("7f4bc1a3-285e-48ae-8202-5accb43efb0e")));
    }

    private static void add(Map<String, Reproduction> all, String id, EntraDialect dialect,
            Consumer<EntraClient> action) {
        all.put(id, new Reproduction(dialect, action));
    }

    /** As the case goes over the wire: without the base that is printed, encoded as section 2.2 of entra.md says. */
    private static String wire(String printed) {
        String path = printed.replaceFirst("^/scim/", "/").replace("{", "%7B").replace("}", "%7D");
        int filter = path.indexOf("filter=");
        if (filter < 0 || !path.contains(" ")) {
            return path;
        }
        return path.substring(0, filter + 7) + path.substring(filter + 7)
                .replace(" ", "+")
                .replace("\"", "%22")
                .replace("@", "%40")
                .replace("[", "%5B")
                .replace("]", "%5D");
    }

    private static String withoutGuid(String target) {
        return target.replaceFirst("(?<=eq\\+%22)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "{guid}");
    }
}
