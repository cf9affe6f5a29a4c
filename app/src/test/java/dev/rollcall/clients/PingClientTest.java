package dev.rollcall.clients;

import com.unboundid.scim2.client.ScimService;
import com.unboundid.scim2.common.BaseScimResource;
import com.unboundid.scim2.common.exceptions.ResourceConflictException;
import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.messages.ListResponse;
import com.unboundid.scim2.common.messages.SortOrder;
import com.unboundid.scim2.common.types.Email;
import com.unboundid.scim2.common.types.GroupResource;
import com.unboundid.scim2.common.types.Member;
import com.unboundid.scim2.common.types.Name;
import com.unboundid.scim2.common.types.ResourceTypeResource;
import com.unboundid.scim2.common.types.SchemaResource;
import com.unboundid.scim2.common.types.ServiceProviderConfigResource;
import com.unboundid.scim2.common.types.UserResource;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.util.List;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.jnh.connector.JavaNetHttpConnectorProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Ping's SCIM client does what an application does with it: it reads everything by its own classes, and sends its own forms. */
class PingClientTest {
    private static final String USERS = "Users";
    private static final String GROUPS = "Groups";

    @ParameterizedTest
    @EnumSource(StoreKind.class)
    void worksThroughTheLifeOfUsersAndGroups(StoreKind kind) throws Exception {
        try (LiveServer server = WiredSystem.start(kind)) {
            LiveServer.Endpoint endpoint = server.newEndpoint();
            ClientConfig config = new ClientConfig().connectorProvider(new JavaNetHttpConnectorProvider());
            try (Client client = ClientBuilder.newClient(config)) {
                client.register((ClientRequestFilter) request -> request.getHeaders()
                        .putSingle("Authorization", "Bearer " + endpoint.token()));
                ScimService service = new ScimService(client.target(endpoint.url()));
                discovery(service);
                users(service);
                searches(service);
                groups(service);
            }
        }
    }

    /** This release is older than RFC 9865, and refuses what it does not know unless it is told otherwise. */
    private static ServiceProviderConfigResource provider(ScimService service) throws ScimException {
        BaseScimResource.IGNORE_UNKNOWN_FIELDS = true;
        try {
            return service.getServiceProviderConfig();
        } finally {
            BaseScimResource.IGNORE_UNKNOWN_FIELDS = false;
        }
    }

    private static void discovery(ScimService service) throws ScimException {
        assertThat(provider(service).getPatch().isSupported()).isTrue();
        assertThat(provider(service).getBulk().isSupported()).isTrue();
        assertThat(service.getResourceTypes()).extracting(ResourceTypeResource::getName)
                .containsExactlyInAnyOrder("User", "Group");
        assertThat(service.getSchemas()).extracting(SchemaResource::getId)
                .contains("urn:ietf:params:scim:schemas:core:2.0:User");
        SchemaResource user = service.getSchema("urn:ietf:params:scim:schemas:core:2.0:User");
        assertThat(user.getAttributes()).isNotEmpty();
    }

    private static UserResource user(ScimService service, String userName) throws ScimException {
        UserResource user = new UserResource();
        user.setUserName(userName);
        user.setName(new Name().setGivenName("Ann").setFamilyName(userName.toUpperCase(java.util.Locale.ROOT)));
        user.setEmails(List.of(new Email().setType("work").setPrimary(true).setValue(userName + "@example.com")));
        user.setActive(true);
        return service.create(USERS, user);
    }

    private static void users(ScimService service) throws ScimException {
        UserResource created = user(service, "ann");
        assertThat(created.getId()).isNotBlank();
        assertThat(created.getMeta().getVersion()).isNotBlank();
        assertThatExceptionOfType(ResourceConflictException.class).isThrownBy(() -> user(service, "ANN"));

        UserResource read = service.retrieve(USERS, created.getId(), UserResource.class);
        assertThat(read).isEqualTo(created);
        read.setTitle("Engineer");
        UserResource replaced = service.replace(read);
        assertThat(replaced.getTitle()).isEqualTo("Engineer");
        assertThat(replaced.getEmails()).isEqualTo(created.getEmails());

        UserResource patched = service.modifyRequest(replaced)
                .replaceValue("active", false)
                .replaceValue("name.familyName", "Lee")
                .addValues("emails", new Email().setType("home").setValue("ann@home.example"))
                .removeValues("title")
                .invoke();
        assertThat(patched.getActive()).isFalse();
        assertThat(patched.getName().getFamilyName()).isEqualTo("Lee");
        assertThat(patched.getName().getGivenName()).isEqualTo("Ann");
        assertThat(patched.getTitle()).isNull();
        assertThat(patched.getEmails()).extracting(Email::getType).containsExactly("work", "home");
        assertThat(service.modifyRequest(patched).removeValues("emails[type eq \"home\"]").invoke().getEmails())
                .hasSize(1);

        assertThat(service.retrieveRequest(USERS, created.getId())
                .attributes("userName", "emails.value")
                .invoke(UserResource.class)
                .getName()).isNull();
        service.delete(USERS, created.getId());
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> service.retrieve(USERS, created.getId(), UserResource.class));
    }

    private static void searches(ScimService service) throws ScimException {
        for (String name : List.of("bea", "cy", "dan", "eve")) {
            user(service, name);
        }
        ListResponse<UserResource> one = service.search(USERS, Filter.eq("userName", "CY").toString(),
                UserResource.class);
        assertThat(one.getTotalResults()).isEqualTo(1);
        assertThat(one.getResources()).extracting(UserResource::getUserName).containsExactly("cy");
        ListResponse<UserResource> page = service.searchRequest(USERS)
                .filter(Filter.or(Filter.sw("emails.value", "d"), Filter.gt("userName", "cy")).toString())
                .sort("userName", SortOrder.DESCENDING)
                .page(2, 1)
                .attributes("userName")
                .invoke(UserResource.class);
        assertThat(page.getTotalResults()).isEqualTo(2);
        assertThat(page.getResources()).extracting(UserResource::getUserName).containsExactly("dan");
        ListResponse<UserResource> posted = service.searchRequest(USERS)
                .filter(Filter.complex("emails", Filter.and(Filter.eq("type", "work"), Filter.co("value", "example")))
                        .toString())
                .page(1, 3)
                .invokePost(UserResource.class);
        assertThat(posted.getTotalResults()).isEqualTo(4);
        assertThat(posted.getItemsPerPage()).isEqualTo(3);
        assertThat(service.search(USERS, "userName eq \"nobody\"", UserResource.class).getTotalResults()).isZero();
    }

    private static void groups(ScimService service) throws ScimException {
        UserResource member = service.search(USERS, "userName eq \"bea\"", UserResource.class)
                .getResources()
                .getFirst();
        UserResource other = service.search(USERS, "userName eq \"eve\"", UserResource.class).getResources().getFirst();
        GroupResource group = service.create(GROUPS, new GroupResource().setDisplayName("Staff")
                .setMembers(List.of(new Member().setValue(member.getId()))));
        assertThat(group.getMembers()).extracting(Member::getValue).containsExactly(member.getId());
        GroupResource grown = service.modifyRequest(group)
                .addValues("members", new Member().setValue(other.getId()))
                .invoke();
        assertThat(grown.getMembers()).extracting(Member::getValue)
                .containsExactlyInAnyOrder(member.getId(), other.getId());
        service.modifyRequest(grown).removeValues("members[value eq \"" + member.getId() + "\"]").invoke();
        assertThat(service.retrieve(GROUPS, group.getId(), GroupResource.class).getMembers())
                .extracting(Member::getValue)
                .containsExactly(other.getId());
        assertThat(service.retrieve(USERS, other.getId(), UserResource.class).getGroups())
                .extracting(com.unboundid.scim2.common.types.Group::getDisplay)
                .containsExactly("Staff");
        service.delete(GROUPS, group.getId());
        assertThat(service.search(GROUPS, "displayName eq \"Staff\"", GroupResource.class).getTotalResults()).isZero();
    }
}
