package dev.rollcall.server.scim;

import dev.rollcall.server.http.PercentDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A path of the SCIM surface, {@code /scim/v2/connections/{id}/…}. Slashes that are doubled or stand at the end do not
 * matter, nor does the case of what follows the connection's id: no two endpoints differ in it, and clients are set up by
 * hand.
 *
 * @param connectionId the text in the place of the connection's id, whether or not it is one
 */
record ScimPath(String connectionId, Route route) {
    /** What every base URL of a connection has before the id. */
    static final String PREFIX = "/scim/v2/connections/";

    private static final int SEGMENTS_BEFORE_ROUTE = 4;
    private static final String SEARCH = ".search";

    /**
     * Reads a path as it came; empty when it is not of this surface.
     *
     * @throws dev.rollcall.scim.ScimException with 400 when it cannot be decoded
     */
    static Optional<ScimPath> parse(String rawPath) {
        List<String> segments = segments(rawPath);
        boolean ours = segments.size() >= SEGMENTS_BEFORE_ROUTE
                && segments.get(0).equals("scim")
                && segments.get(1).equals("v2")
                && segments.get(2).equals("connections");
        return ours
                ? Optional.of(new ScimPath(
                        segments.get(3), route(segments.subList(SEGMENTS_BEFORE_ROUTE, segments.size()))))
                : Optional.empty();
    }

    private static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>(SEGMENTS_BEFORE_ROUTE + 2);
        int start = 0;
        while (start < rawPath.length()) {
            int end = rawPath.indexOf('/', start);
            int stop = end < 0 ? rawPath.length() : end;
            if (stop > start) {
                segments.add(PercentDecoder.decode(rawPath.substring(start, stop), false, "the path"));
            }
            start = stop + 1;
        }
        return segments;
    }

    private static Route route(List<String> rest) {
        return switch (rest.size()) {
            case 0 -> new Route.Root();
            case 1 -> endpoint(rest.getFirst());
            case 2 -> item(rest.get(0), rest.get(1));
            default ->
                rest.getFirst().equalsIgnoreCase("Me") ? new Route.NotOffered(rest.getFirst()) : new Route.Unknown();
        };
    }

    private static Route endpoint(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case SEARCH -> new Route.RootSearch();
            case "schemas" -> new Route.Schemas();
            case "resourcetypes" -> new Route.ResourceTypes();
            case "serviceproviderconfig" -> new Route.ServiceProviderConfig();
            case "bulk" -> new Route.Bulk();
            case "me" -> new Route.Me();
            default -> new Route.Collection(name);
        };
    }

    private static Route item(String endpoint, String item) {
        return switch (endpoint.toLowerCase(Locale.ROOT)) {
            case "schemas" -> new Route.SchemaOf(item);
            case "resourcetypes" -> new Route.ResourceTypeOf(item);
            case "bulk" -> new Route.Unknown();
            case "me" -> new Route.NotOffered(endpoint);
            default -> item.equalsIgnoreCase(SEARCH) ? new Route.Search(endpoint) : new Route.Resource(endpoint, item);
        };
    }
}
