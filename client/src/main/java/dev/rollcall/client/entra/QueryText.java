package dev.rollcall.client.entra;

import dev.rollcall.client.target.ObjectType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Request targets, encoded as the provisioning service does (entra.md section 2.2): a blank is {@code +}, everything but
 * letters, digits, {@code .}, {@code -} and {@code _} is percent-encoded, quotes and backslashes in a literal are not
 * escaped; {@code attributes}, {@code excludedAttributes} and {@code filter} stand in that order.
 */
public final class QueryText {
    private QueryText() {}

    /** {@code attribute eq "value"}, not encoded. */
    public static String equal(String attribute, String value) {
        return attribute + " eq \"" + value + "\"";
    }

    /** The search for one object; members of groups are left out. */
    public static String match(ObjectType type, String filter) {
        return type.path() + "?" + (type == ObjectType.GROUP ? "excludedAttributes=members&" : "") + "filter="
                + encoded(filter);
    }

    /** The object of that id, without the members of a group. */
    static String read(ObjectType type, String id) {
        return resource(type, id) + (type == ObjectType.GROUP ? "?excludedAttributes=members" : "");
    }

    /** Where the object of that id is. */
    public static String resource(ObjectType type, String id) {
        return type.path() + "/" + encoded(id).replace("+", "%20");
    }

    /** The search that only asks whether there is such an object. */
    static String check(ObjectType type, String filter) {
        return type.path() + "?attributes=id&filter=" + encoded(filter);
    }

    /** A value of a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A");
    }
}
