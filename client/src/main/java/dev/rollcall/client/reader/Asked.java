package dev.rollcall.client.reader;

import dev.rollcall.client.http.ScimRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a request asked for, as far as the form of the answer depends on it. */
final class Asked {
    private static final Pattern MATCH_QUERY = Pattern.compile(
            "(?i)/(Users\\?.*filter=userName|Groups\\?.*filter=displayName) eq \"[^\"]*\"(&.*)?");
    private static final Pattern RESOURCE_PATH = Pattern.compile("(?i)/(Users|Groups)/[^/?]+.*");
    private static final Pattern DISCOVERY_OBJECT = Pattern.compile(
            "(?i)/(Schemas/|ResourceTypes/|ServiceProviderConfig).*");
    private static final Pattern PROJECTION = Pattern.compile("(?i).*[?&](attributes|excludedAttributes)=.*");
    private static final Pattern MEMBERS_EXCLUDED = Pattern.compile(
            "(?i).*[?&]excludedAttributes=([^&]*,)?members(,.*|&.*|)");

    private final String method;
    private final String path;

    Asked(ScimRequest request) {
        this.method = request.method();
        this.path = decoded(request.target());
    }

    String method() {
        return method;
    }

    /** Whether the answer is a list. */
    boolean query() {
        return search()
                || method.equals("GET")
                        && !RESOURCE_PATH.matcher(path).matches()
                        && !DISCOVERY_OBJECT.matcher(path).matches();
    }

    /** Whether it is a POST that searches. */
    boolean search() {
        return path.contains("/.search");
    }

    /** Whether resources come whole, so that what must always be there can be asked for. */
    boolean whole() {
        return !method.equals("PATCH") && !search() && !PROJECTION.matcher(path).matches();
    }

    /** Whether it is a match by an attribute that is unique. */
    boolean match() {
        return MATCH_QUERY.matcher(path).matches();
    }

    boolean membersExcluded() {
        return MEMBERS_EXCLUDED.matcher(path).matches();
    }

    private static String decoded(String target) {
        String slashes = target.replaceAll("/{2,}", "/");
        try {
            return URLDecoder.decode(slashes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A stray percent sign: as it stands, it is still a path.
            return slashes;
        }
    }
}
