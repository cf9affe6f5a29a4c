package dev.rollcall.clients;

import dev.rollcall.client.entra.ClientOptions;
import dev.rollcall.client.entra.EntraClient;
import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.reader.StrictReader;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.client.target.TargetResource;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The client that sends what Entra sends reaches what it wants at Rollcall, in each dialect, over HTTP. */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
class EntraClientLiveTest {
    private static final String E = Urn.ENTERPRISE;
    private static final String EMAIL = "emails[type eq \"work\"].value";

    private final LiveServer server;

    EntraClientLiveTest(StoreKind kind, LiveServers servers) {
        server = servers.on(kind);
    }

    @ParameterizedTest
    @EnumSource(EntraDialect.class)
    void aUserIsCreatedMatchedChangedDisabledAndDeleted(EntraDialect dialect) {
        connected(dialect, (client, check) -> {
            client.probe(ObjectType.USER, "userName");
            TargetResource made = client.create(ObjectType.USER, wanted("Joy", "Sales", "joy@contoso.com", "True"));
            assertShown(check, made.id(), "Joy", "Sales", "joy@contoso.com", true);
            ProvisioningException twice = catchThrowableOfType(ProvisioningException.class,
                    () -> client.create(ObjectType.USER, wanted("Joy", "Sales", "joy@contoso.com", "True")));
            assertThat(twice.code()).isEqualTo(ErrorCode.ENTRY_CONFLICT);

            TargetResource hit = client.match(ObjectType.USER, "userName", "JOY@contoso.com").orElseThrow();
            assertThat(hit.id()).isEqualTo(made.id());
            assertThat(client.match(ObjectType.USER, EMAIL, "joy@contoso.com")).isPresent();
            assertThat(client.differences(hit, wanted("Joy", "Sales", "joy@contoso.com", "True"))).isEmpty();

            SequencedMap<String, JsonNode> changed = wanted("Anne", "Tools", "anne@contoso.com", "True");
            changed.put("title", Json.of("'Head'"));
            changed.put("addresses[type eq \"work\"].locality", Json.of("'Berlin'"));
            client.update(ObjectType.USER, hit.id(), client.differences(hit, changed));
            assertShown(check, hit.id(), "Anne", "Tools", "anne@contoso.com", true);
            TargetResource seen = client.read(ObjectType.USER, hit.id()).orElseThrow();
            assertThat(client.differences(seen, changed)).isEmpty();

            client.disable(hit.id(), Optional.of(seen.resource().path("active")));
            assertShown(check, hit.id(), "Anne", "Tools", "anne@contoso.com", false);
            TargetResource disabled = client.match(ObjectType.USER, "userName", "joy@contoso.com").orElseThrow();
            client.update(ObjectType.USER, hit.id(), client.differences(disabled, changed));
            assertShown(check, hit.id(), "Anne", "Tools", "anne@contoso.com", true);

            client.delete(ObjectType.USER, hit.id());
            client.delete(ObjectType.USER, hit.id());
            assertThat(client.read(ObjectType.USER, hit.id())).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource(EntraDialect.class)
    void managersAndMembersAreSetChangedAndRemoved(EntraDialect dialect) {
        connected(dialect, (client, check) -> {
            List<String> ids = List.of("a", "b", "c")
                    .stream()
                    .map(name -> client.create(ObjectType.USER, wanted(name, "D", name + "@contoso.com", "True")).id())
                    .toList();
            Optional<String> first = Optional.of(ids.get(1));
            Optional<String> second = Optional.of(ids.get(2));
            client.setManager(ids.get(0), Optional.empty(), first);
            assertThat(manager(check, ids.get(0))).isEqualTo(first.get());
            client.setManager(ids.get(0), first, second);
            assertThat(manager(check, ids.get(0))).isEqualTo(second.get());
            assertThat(client.hasReference(ObjectType.USER, ids.get(0), "manager", ids.get(2))).isTrue();
            client.setManager(ids.get(0), second, Optional.empty());
            assertThat(manager(check, ids.get(0))).isNull();

            client.probe(ObjectType.GROUP, "displayName");
            SequencedMap<String, JsonNode> group = new LinkedHashMap<>();
            group.put("displayName", Json.of("'Team'"));
            String team = client.create(ObjectType.GROUP, group).id();
            assertThat(client.match(ObjectType.GROUP, "displayName", "team")).isPresent();
            client.addMembers(team, ids);
            assertThat(members(check, team)).containsExactlyInAnyOrderElementsOf(ids);
            client.removeMembers(team, ids.subList(0, 2));
            assertThat(members(check, team)).containsExactly(ids.get(2));
            client.delete(ObjectType.GROUP, team);
            assertThat(client.read(ObjectType.GROUP, team)).isEmpty();
        });
    }

    private void connected(EntraDialect dialect, BiConsumer<EntraClient, ScimClient> test) {
        ScimClient check = server.connect();
        URI base = URI.create(check.base());
        try (HttpTransport transport = HttpTransport.open(base, check.token(), HttpTransportOptions.defaults())) {
            test.accept(EntraClient.of(transport, StrictReader.complete(), dialect,
                    ClientOptions.defaults().withBase(base), new Random(1)), check);
        }
    }

    private static SequencedMap<String, JsonNode> wanted(String name, String department, String mail, String active) {
        SequencedMap<String, JsonNode> attributes = new LinkedHashMap<>();
        attributes.put("userName", Json.of(name.length() == 1 ? "'" + mail + "'" : "'joy@contoso.com'"));
        attributes.put("active", Json.of("'" + active + "'"));
        attributes.put("displayName", Json.of("'" + name + "'"));
        attributes.put("name.givenName", Json.of("'" + name + "'"));
        attributes.put(EMAIL, Json.of("'" + mail + "'"));
        attributes.put(E + ":department", Json.of("'" + department + "'"));
        return attributes;
    }

    private static void assertShown(ScimClient check, String id, String name, String department, String mail,
            boolean active) {
        JsonNode user = check.get("/Users/" + id).json();
        assertThat(Json.at(user, "/displayName")).isEqualTo(name);
        assertThat(Json.at(user, "/name/givenName")).isEqualTo(name);
        assertThat(Json.at(user, "/" + E + "/department")).isEqualTo(department);
        assertThat(user.path("emails").size()).isEqualTo(1);
        assertThat(Json.at(user, "/emails/0/value")).isEqualTo(mail);
        assertThat(Json.at(user, "/active")).isEqualTo(active);
    }

    private static Object manager(ScimClient check, String id) {
        return check.get("/Users/" + id).at("/" + E + "/manager/value");
    }

    private static List<String> members(ScimClient check, String id) {
        return check.get("/Groups/" + id)
                .json()
                .path("members")
                .valueStream()
                .map(member -> member.path("value").stringValue())
                .toList();
    }
}
