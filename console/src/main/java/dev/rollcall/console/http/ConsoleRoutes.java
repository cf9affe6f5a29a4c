package dev.rollcall.console.http;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.server.http.PercentDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All routes of the console. A literal segment wins over a parameter; no two routes take the same requests. */
final class ConsoleRoutes {
    private final List<ConsoleRoute> routes;

    /** @throws IllegalArgumentException when two routes take the same requests, or one changes something by {@code GET} */
    ConsoleRoutes(List<ConsoleRoute> routes) {
        this.routes = List.copyOf(routes);
        Set<String> known = new HashSet<>();
        for (ConsoleRoute route : routes) {
            if (!known.add(route.operation())) {
                throw new IllegalArgumentException("Two routes are " + route.operation() + ".");
            }
            if (!route.method().equals("GET") && !route.method().equals("POST")) {
                throw new IllegalArgumentException("A form sends GET or POST, so none would send " + route.operation()
                        + ".");
            }
        }
    }

    /** What a request names. */
    sealed interface Match {
        /** A route, and what stands in the place of its parameters. */
        record Found(ConsoleRoute route, Map<String, String> parameters) implements Match {}

        /** A path that takes other methods. */
        record OtherMethod(String allow) implements Match {}

        /** Nothing. */
        record Nothing() implements Match {}
    }

    /** The route for a method and a path as it came. @throws dev.rollcall.scim.ScimException when it cannot be decoded */
    Match find(String method, String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String segment : rawPath.substring(ConsolePath.PREFIX.length()).split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(PercentDecoder.decode(segment, false, "the path"));
            }
        }
        List<ConsoleRoute> taking = routes.stream().filter(route -> takes(route.path(), segments)).toList();
        long literals = taking.stream().mapToLong(route -> literals(route.path())).max().orElse(0);
        List<ConsoleRoute> closest = taking.stream().filter(route -> literals(route.path()) == literals).toList();
        String wanted = method.equals("HEAD") ? "GET" : method;
        for (ConsoleRoute route : closest) {
            if (route.method().equals(wanted)) {
                return new Match.Found(route, parameters(route.path(), segments));
            }
        }
        TreeSet<String> allowed = new TreeSet<>();
        closest.forEach(route -> allowed.add(route.method()));
        return allowed.isEmpty() ? new Match.Nothing() : new Match.OtherMethod(String.join(", ", allowed));
    }

    private static long literals(ConsolePath path) {
        return path.segments().stream().filter(segment -> !ConsolePath.isParameter(segment)).count();
    }

    private static boolean takes(ConsolePath path, List<String> segments) {
        if (path.segments().size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            String own = path.segments().get(i);
            if (!ConsolePath.isParameter(own) && !own.equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> parameters(ConsolePath path, List<String> segments) {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String own = path.segments().get(i);
            if (ConsolePath.isParameter(own)) {
                parameters.put(own.substring(1, own.length() - 1), segments.get(i));
            }
        }
        return parameters;
    }
}
