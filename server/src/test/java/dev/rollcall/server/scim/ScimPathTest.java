package dev.rollcall.server.scim;

import dev.rollcall.scim.ScimException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Requirements 7644-3.2-02 and 7644-3.13-01. */
class ScimPathTest {
    private static final String BASE = "/scim/v2/connections/con_x";

    static Stream<Arguments> routes() {
        return Stream.of(
                Arguments.of("", new Route.Root()),
                Arguments.of("/", new Route.Root()),
                Arguments.of("/Users", new Route.Collection("Users")),
                Arguments.of("//Users", new Route.Collection("Users")),
                Arguments.of("/Users/", new Route.Collection("Users")),
                Arguments.of("/Groups", new Route.Collection("Groups")),
                Arguments.of("/Users/a%20b", new Route.Resource("Users", "a b")),
                Arguments.of("/Users/a%2Fb", new Route.Resource("Users", "a/b")),
                Arguments.of("/Users//1/", new Route.Resource("Users", "1")),
                Arguments.of("/Users/a+b", new Route.Resource("Users", "a+b")),
                Arguments.of("/Users/..", new Route.Resource("Users", "..")),
                Arguments.of("/Users/.search", new Route.Search("Users")),
                Arguments.of("/Groups/.search", new Route.Search("Groups")),
                Arguments.of("/.search", new Route.RootSearch()),
                Arguments.of("/Schemas", new Route.Schemas()),
                Arguments.of("/Schemas/urn:a:b", new Route.SchemaOf("urn:a:b")),
                Arguments.of("/Schemas/urn%3Aa", new Route.SchemaOf("urn:a")),
                Arguments.of("/ResourceTypes", new Route.ResourceTypes()),
                Arguments.of("/ResourceTypes/User", new Route.ResourceTypeOf("User")),
                Arguments.of("/ServiceProviderConfig", new Route.ServiceProviderConfig()),
                Arguments.of("/users", new Route.Collection("users")),
                Arguments.of("/USERS/.Search", new Route.Search("USERS")),
                Arguments.of("/schemas/urn:a:B", new Route.SchemaOf("urn:a:B")),
                Arguments.of("/resourcetypes", new Route.ResourceTypes()),
                Arguments.of("/serviceProviderConfig", new Route.ServiceProviderConfig()),
                Arguments.of("/bulk", new Route.Bulk()),
                Arguments.of("/Me", new Route.Me()),
                Arguments.of("/me/", new Route.Me()),
                Arguments.of("/Me/x", new Route.NotOffered("Me")),
                Arguments.of("/Me/x/y", new Route.NotOffered("Me")),
                Arguments.of("/Bulk/x", new Route.Unknown()),
                Arguments.of("/Users/1/2", new Route.Unknown()),
                Arguments.of("/Foo", new Route.Collection("Foo")),
                Arguments.of("/ServiceProviderConfigs", new Route.Collection("ServiceProviderConfigs")));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void readsRoutes(String path, Route route) {
        assertThat(ScimPath.parse(BASE + path)).contains(new ScimPath("con_x", route));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "*", "/scim", "/scim/v2/connections", "/scim/v1/connections/c/Users", "/Users",
        "/SCIM/v2/connections/c"})
    void otherPathsAreNotOurs(String path) {
        assertThat(ScimPath.parse(path)).isEmpty();
    }

    @Test
    void whatCannotBeDecodedIsRefused() {
        assertThatThrownBy(() -> ScimPath.parse(BASE + "/Users/%zz"))
                .isInstanceOfSatisfying(ScimException.class, e -> assertThat(e.status()).isEqualTo(400));
    }
}
