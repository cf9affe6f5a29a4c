package dev.rollcall.console.frame;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Every path of the console, below {@value #PREFIX}: the one place where paths are written. What stands in braces takes one
 * segment.
 */
public enum ConsolePath {
    OVERVIEW(""),
    SIGN_IN("/sign-in"),
    SIGN_IN_ISSUER("/sign-in/oidc"),
    SIGN_IN_RETURN("/sign-in/oidc/callback"),
    SIGN_OUT("/sign-out"),
    LOG("/log"),
    LOG_LIVE("/log/live"),
    LOG_EXPORT("/log/export"),
    LOG_ENTRY("/log/{entry}"),
    CREDENTIAL_WATCH("/credentials"),
    STREAMS("/streams"),
    STREAM_NEW("/streams/new"),
    STREAM("/streams/{stream}"),
    STREAM_SETTINGS("/streams/{stream}/settings"),
    STREAM_PAUSE("/streams/{stream}/pause"),
    STREAM_RESUME("/streams/{stream}/resume"),
    STREAM_PROBE("/streams/{stream}/probe"),
    STREAM_TEST("/streams/{stream}/test"),
    STREAM_SECRET("/streams/{stream}/secret"),
    STREAM_QUIRK_FORGET("/streams/{stream}/quirks/{name}/forget"),
    STREAM_PREVIEW("/streams/{stream}/preview"),
    STREAM_DELIVERIES("/streams/{stream}/deliveries"),
    STREAM_DELIVERY("/streams/{stream}/deliveries/{event}"),
    STREAM_DELIVERY_AGAIN("/streams/{stream}/deliveries/{event}/redeliver"),
    STREAM_REDELIVERY("/streams/{stream}/redelivery"),
    STREAM_DISCARD("/streams/{stream}/discard"),
    STREAM_SYNC("/streams/{stream}/sync"),
    STREAM_SYNC_LIVE("/streams/{stream}/sync/live"),
    STREAM_SYNC_PLAN("/streams/{stream}/sync/plan"),
    NEW_CONNECTION("/new-connection"),
    CONNECTION("/connections/{connection}"),
    CONNECTION_ENDPOINT("/connections/{connection}/endpoint"),
    CONNECTION_TOLERANCES("/connections/{connection}/tolerances"),
    CONNECTION_SIGN_IN("/connections/{connection}/sign-in"),
    CONNECTION_ME("/connections/{connection}/me"),
    MAPPING("/connections/{connection}/mapping"),
    MAPPING_DRAFT("/connections/{connection}/mapping/draft"),
    MAPPING_VERSION("/connections/{connection}/mapping/versions/{version}"),
    MAPPING_USER_ID("/connections/{connection}/mapping/user-id"),
    TOKENS("/connections/{connection}/tokens"),
    TOKEN_REVOKE("/connections/{connection}/tokens/{token}/revoke"),
    CREDENTIALS("/connections/{connection}/clients"),
    CREDENTIAL_ROTATE("/connections/{connection}/clients/{client}/rotate"),
    CREDENTIAL_DELETE("/connections/{connection}/clients/{client}/delete"),
    USERS("/connections/{connection}/users"),
    USER("/connections/{connection}/users/{user}"),
    USER_BLOCK("/connections/{connection}/users/{user}/block"),
    USER_UNBLOCK("/connections/{connection}/users/{user}/unblock"),
    USER_RESEND("/connections/{connection}/users/{user}/resend"),
    USER_DELETE("/connections/{connection}/users/{user}/delete"),
    GROUPS("/connections/{connection}/groups"),
    GROUP("/connections/{connection}/groups/{group}"),
    GROUP_DELETE("/connections/{connection}/groups/{group}/delete"),
    SETUP_LINKS("/connections/{connection}/setup-links"),
    SETUP_LINK_REVOKE("/connections/{connection}/setup-links/{link}/revoke"),
    SETUP("/setup/{link}"),
    SETUP_ENTER("/setup/enter/{secret}"),
    SETUP_GUIDE("/setup/{link}/with/{provider}"),
    SETUP_TOKEN("/setup/{link}/with/{provider}/token"),
    SETUP_TOKEN_REVOKE("/setup/{link}/with/{provider}/tokens/{token}/revoke"),
    SETUP_TICK("/setup/{link}/with/{provider}/tick"),
    SETUP_CHECKLIST("/setup/{link}/with/{provider}/checklist"),
    SETUP_AGAIN("/setup/{link}/with/{provider}/again"),
    CLIENTS("/clients"),
    CLIENT_ROTATE("/clients/{client}/rotate"),
    CLIENT_DELETE("/clients/{client}/delete"),
    SESSION_END("/sessions/{session}/end"),
    HOUSE("/settings");

    /** What all paths begin with. */
    public static final String PREFIX = "/console";

    private final String template;
    private final List<String> segments;

    ConsolePath(String template) {
        this.template = template;
        this.segments = template.isEmpty() ? List.of() : List.of(template.substring(1).split("/", -1));
    }

    /** The path with its parameters in braces. */
    public String template() {
        return template;
    }

    /** What its paths begin with, up to its first parameter, that of the console included. */
    public String stem() {
        int parameter = template.indexOf('{');
        return PREFIX + (parameter < 0 ? template : template.substring(0, parameter));
    }

    /** Its segments, a parameter's in braces. */
    public List<String> segments() {
        return segments;
    }

    /**
     * The path with values in the place of its parameters, in their order, encoded.
     *
     * @throws IllegalArgumentException when there are more values than parameters, or fewer
     */
    public String with(String... values) {
        StringBuilder path = new StringBuilder(PREFIX);
        int next = 0;
        for (String segment : segments) {
            boolean parameter = isParameter(segment);
            if (parameter && next == values.length) {
                throw new IllegalArgumentException("The path " + template + " has more parameters than values.");
            }
            path.append('/').append(parameter ? encode(values[next++]) : segment);
        }
        if (next < values.length) {
            throw new IllegalArgumentException("The path " + template + " has fewer parameters than values.");
        }
        return path.toString();
    }

    /** Whether a segment of a template is a parameter. */
    public static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    /** A text as it stands in a path or a query. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
