package dev.rollcall.server.management;

import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.server.management.RouteTable.Match;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RouteTableTest {
    private final RouteTable table = new RouteTable(List.of(
            route("GET", "/users"),
            route("POST", "/users"),
            route("GET", "/users/{id}"),
            route("PATCH", "/users/{id}"),
            route("GET", "/users/search"),
            route("DELETE", "/users/{id}/identities/{provider}/{user_id}")));

    @Test
    void aRouteIsFoundWithItsParameters() {
        assertThat(found("DELETE", "users", "okta|a/b", "identities", "waad", "x|y").parameters())
                .isEqualTo(Map.of("id", "okta|a/b", "provider", "waad", "user_id", "x|y"));
        assertThat(found("HEAD", "users").route().method()).isEqualTo("GET");
    }

    @Test
    void aLiteralWinsOverAParameter() {
        assertThat(found("GET", "users", "search").route().template()).isEqualTo("/users/search");
        assertThat(found("GET", "users", "Search").route().template()).isEqualTo("/users/{id}");
        assertThat(table.find("PATCH", List.of("users", "search"))).isEqualTo(new Match.OtherMethod("GET, HEAD"));
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(table.find("GET", List.of("userz"))).isEqualTo(new Match.Nothing());
        assertThat(table.find("GET", List.of())).isEqualTo(new Match.Nothing());
        assertThat(table.find("GET", List.of("users", "1", "2"))).isEqualTo(new Match.Nothing());
        assertThat(table.find("DELETE", List.of("users"))).isEqualTo(new Match.OtherMethod("GET, HEAD, POST"));
    }

    @Test
    void noTwoRoutesTakeTheSameRequests() {
        assertThatThrownBy(() -> new RouteTable(List.of(route("GET", "/users/{id}"), route("GET", "/users/{name}"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Match.Found found(String method, String... segments) {
        return (Match.Found) table.find(method, List.of(segments));
    }

    private static ManagementRoute route(String method, String template) {
        return new ManagementRoute(method, template, ManagementScope.READ_USERS, request -> ManagementAnswer.nothing());
    }
}
