package dev.rollcall.clients;

import de.captaingoldfish.scim.sdk.client.ScimClientConfig;
import de.captaingoldfish.scim.sdk.client.ScimRequestBuilder;
import de.captaingoldfish.scim.sdk.client.resources.MetaConfiguration;
import de.captaingoldfish.scim.sdk.client.response.ServerResponse;
import de.captaingoldfish.scim.sdk.common.constants.EndpointPaths;
import de.captaingoldfish.scim.sdk.common.constants.enums.Comparator;
import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.constants.enums.PatchOp;
import de.captaingoldfish.scim.sdk.common.constants.enums.SortOrder;
import de.captaingoldfish.scim.sdk.common.resources.EnterpriseUser;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.common.resources.ServiceProvider;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.common.resources.complex.Name;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Email;
import de.captaingoldfish.scim.sdk.common.resources.multicomplex.Member;
import de.captaingoldfish.scim.sdk.common.response.BulkResponse;
import de.captaingoldfish.scim.sdk.common.response.BulkResponseOperation;
import de.captaingoldfish.scim.sdk.common.response.ListResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * SCIM-SDK as a client. It looks at more than others do: the content type, the {@code Location} and the entity tag of an
 * answer, and that the answer is a SCIM message of the type that was asked for.
 */
@ParameterizedClass
@EnumSource(StoreKind.class)
@ExtendWith(LiveServers.class)
class ScimSdkClientTest {
    private final ScimRequestBuilder scim;

    ScimSdkClientTest(StoreKind kind, LiveServers servers) {
        LiveServer.Endpoint endpoint = servers.on(kind).newEndpoint();
        scim = new ScimRequestBuilder(endpoint.url(), ScimClientConfig.builder()
                .connectTimeout(10)
                .requestTimeout(30)
                .socketTimeout(30)
                .httpHeaders(Map.of("Authorization", "Bearer " + endpoint.token()))
                .build());
    }

    @AfterEach
    void close() {
        scim.close();
    }

    @Test
    void whatTheServerOffersIsRead() {
        ServiceProvider provider = scim.loadServiceProviderConfiguration();
        assertThat(provider.getPatchConfig().isSupported()).isTrue();
        assertThat(provider.getETagConfig().isSupported()).isTrue();
        assertThat(provider.getBulkConfig().isSupported()).isTrue();
        ServerResponse<MetaConfiguration> all = scim.loadMetaConfiguration().sendRequest();
        assertThat(all.isSuccess()).as(all.getResponseBody()).isTrue();
        assertThat(all.getResource().getResourceTypes()).hasSize(2);
        assertThat(all.getResource().getSchemas()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aUserIsMadeReadReplacedAndDeleted() {
        User made = make("bjensen");
        String id = made.getId().orElseThrow();
        User read = good(scim.get(User.class, EndpointPaths.USERS, id).sendRequest());
        assertThat(read.getUserName()).contains("bjensen");
        assertThat(read.getEnterpriseUser().flatMap(EnterpriseUser::getDepartment)).contains("Tours");

        read.setNickName("Babs");
        User replaced = good(scim.update(User.class, EndpointPaths.USERS, id)
                .setETagForIfMatch(read.getMeta().orElseThrow().getVersion().orElseThrow())
                .setResource(read)
                .sendRequest());
        assertThat(replaced.getNickName()).contains("Babs");
        ServerResponse<User> stale = scim.update(User.class, EndpointPaths.USERS, id)
                .setETagForIfMatch(read.getMeta().orElseThrow().getVersion().orElseThrow())
                .setResource(read)
                .sendRequest();
        assertThat(stale.getHttpStatus()).isEqualTo(412);
        ServerResponse<User> same = scim.get(User.class, EndpointPaths.USERS, id)
                .setETagForIfNoneMatch(replaced.getMeta().orElseThrow().getVersion().orElseThrow())
                .sendRequest();
        assertThat(same.getHttpStatus()).isEqualTo(304);
        assertThat(scim.delete(User.class, EndpointPaths.USERS, id).sendRequest().isSuccess()).isTrue();
        ServerResponse<User> gone = scim.get(User.class, EndpointPaths.USERS, id).sendRequest();
        assertThat(gone.getHttpStatus()).isEqualTo(404);
        assertThat(gone.getErrorResponse().getDetail()).isPresent();
    }

    @Test
    void aNameThatIsTakenIsAConflict() {
        make("taken");
        ServerResponse<User> again = scim.create(User.class, EndpointPaths.USERS)
                .setResource(user("TAKEN"))
                .sendRequest();
        assertThat(again.getHttpStatus()).isEqualTo(409);
        assertThat(again.getErrorResponse().getScimType()).contains("uniqueness");
    }

    @Test
    void aPatchReplacesAddsAndRemoves() {
        String id = make("patched").getId().orElseThrow();
        User patched = good(scim.patch(User.class, EndpointPaths.USERS, id)
                .addOperation()
                .op(PatchOp.REPLACE)
                .path("active")
                .value("false")
                .next()
                .op(PatchOp.REPLACE)
                .path("name.givenName")
                .value("Babs")
                .next()
                .op(PatchOp.ADD)
                .path("emails")
                .valueNode(email("home", "babs@example.org", false))
                .next()
                .op(PatchOp.REMOVE)
                .path("emails[type eq \"work\"]")
                .build()
                .sendRequest());
        assertThat(patched.isActive()).contains(false);
        assertThat(patched.getName().flatMap(Name::getGivenName)).contains("Babs");
        assertThat(patched.getEmails()).extracting(email -> email.getValue().orElseThrow())
                .containsExactly("babs@example.org");
    }

    @Test
    void aSearchFiltersSortsPagesAndChooses() {
        for (String name : List.of("carol", "alice", "bob")) {
            make(name);
        }
        ListResponse<User> page = good(scim.list(User.class, EndpointPaths.USERS)
                .filter("userName", Comparator.SW, "car")
                .or("userName", Comparator.EQ, "alice")
                .or("userName", Comparator.EQ, "bob")
                .build()
                .sortBy("userName")
                .sortOrder(SortOrder.DESCENDING)
                .startIndex(2)
                .count(2)
                .attributes("userName")
                .get()
                .sendRequest());
        assertThat(page.getTotalResults()).isEqualTo(3);
        assertThat(page.getListedResources()).extracting(user -> user.getUserName().orElseThrow())
                .containsExactly("bob", "alice");
        ListResponse<User> posted = good(scim.list(User.class, EndpointPaths.USERS)
                .filter("userName eq \"alice\"")
                .count(10)
                .startIndex(1)
                .excludedAttributes("emails")
                .post()
                .sendRequest());
        assertThat(posted.getListedResources()).singleElement()
                .satisfies(user -> assertThat(user.getEmails()).isEmpty());
        ServerResponse<ListResponse<User>> all = scim.list(User.class, EndpointPaths.USERS).get().getAll();
        assertThat(all.isSuccess()).as(all.getResponseBody()).isTrue();
        assertThat(all.getResource().getListedResources()).hasSize(3);
    }

    @Test
    void aGroupGetsAndLosesMembers() {
        String one = make("one").getId().orElseThrow();
        String two = make("two").getId().orElseThrow();
        Group group = good(scim.create(Group.class, EndpointPaths.GROUPS)
                .setResource(Group.builder().displayName("Tour guides").members(List.of(member(one))).build())
                .sendRequest());
        String id = group.getId().orElseThrow();
        Group both = good(scim.patch(Group.class, EndpointPaths.GROUPS, id)
                .addOperation()
                .op(PatchOp.ADD)
                .path("members")
                .valueNode(member(two))
                .build()
                .sendRequest());
        assertThat(both.getMembers()).extracting(member -> member.getValue().orElseThrow())
                .containsExactlyInAnyOrder(one, two);
        Group left = good(scim.patch(Group.class, EndpointPaths.GROUPS, id)
                .addOperation()
                .op(PatchOp.REMOVE)
                .path("members[value eq \"" + one + "\"]")
                .build()
                .sendRequest());
        assertThat(left.getMembers()).extracting(member -> member.getValue().orElseThrow()).containsExactly(two);
    }

    @Test
    void aBulkRequestMakesUsersAndGroupsThatReferToEachOther() {
        Group tours = Group.builder()
                .displayName("Tours")
                .members(List.of(member("bulkId:babs"), member("bulkId:more")))
                .build();
        Group more = Group.builder().displayName("More").members(List.of(member("bulkId:tours"))).build();
        ServerResponse<BulkResponse> answer = scim.bulk()
                .failOnErrors(1)
                .bulkRequestOperation(EndpointPaths.GROUPS)
                .method(HttpMethod.POST)
                .bulkId("tours")
                .data(tours)
                .next()
                .bulkRequestOperation(EndpointPaths.GROUPS)
                .method(HttpMethod.POST)
                .bulkId("more")
                .data(more)
                .next()
                .bulkRequestOperation(EndpointPaths.USERS)
                .method(HttpMethod.POST)
                .bulkId("babs")
                .data(user("babs"))
                .sendRequest();
        List<BulkResponseOperation> results = good(answer).getBulkResponseOperations();
        assertThat(results).extracting(BulkResponseOperation::getStatus).containsExactly(201, 201, 201);
        assertThat(results).extracting(result -> result.getBulkId().orElseThrow())
                .containsExactly("tours", "more", "babs");
        List<String> ids = results.stream()
                .map(result -> result.getLocation().orElseThrow())
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .toList();
        Group made = good(scim.get(Group.class, EndpointPaths.GROUPS, ids.getFirst()).sendRequest());
        assertThat(made.getMembers()).extracting(member -> member.getValue().orElseThrow())
                .containsExactlyInAnyOrder(ids.get(1), ids.get(2));
        ServerResponse<BulkResponse> gone = scim.bulk()
                .bulkRequestOperation(EndpointPaths.USERS, ids.get(2))
                .method(HttpMethod.DELETE)
                .sendRequest();
        assertThat(good(gone).getBulkResponseOperations()).singleElement()
                .satisfies(result -> assertThat(result.getStatus()).isEqualTo(204));
    }

    private User make(String name) {
        return good(scim.create(User.class, EndpointPaths.USERS).setResource(user(name)).sendRequest());
    }

    private static User user(String name) {
        return User.builder()
                .userName(name)
                .active(true)
                .name(Name.builder().givenName("Barbara").familyName("Jensen").build())
                .emails(List.of(email("work", name + "@example.com", true)))
                .enterpriseUser(EnterpriseUser.builder().department("Tours").employeeNumber("701984").build())
                .build();
    }

    private static Email email(String type, String value, boolean primary) {
        return Email.builder().type(type).value(value).primary(primary).build();
    }

    private static Member member(String id) {
        return Member.builder().value(id).build();
    }

    /** The resource of an answer that the client takes for right in every respect. */
    private static <T extends de.captaingoldfish.scim.sdk.common.resources.base.ScimObjectNode> T good(
            ServerResponse<T> answer) {
        assertThat(answer.isSuccess()).as("%s %s", answer.getHttpStatus(), answer.getResponseBody()).isTrue();
        assertThat(answer.isValidScimResponse()).as(answer.getResponseBody()).isTrue();
        return answer.getResource();
    }
}
