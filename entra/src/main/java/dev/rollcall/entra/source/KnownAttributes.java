package dev.rollcall.entra.source;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.scim.text.LikelyName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The attributes that Entra's users and groups have. Others may be given too, as an organisation's own; but what is nearly one of
 * these, or is what other products call one of these, is taken for a mistake.
 */
final class KnownAttributes {
    private static final String USER_TEXTS = "userPrincipalName displayName givenName surname mail mailNickname jobTitle"
            + " department companyName employeeId employeeType employeeHireDate physicalDeliveryOfficeName streetAddress"
            + " city state postalCode country usageLocation preferredLanguage telephoneNumber mobile"
            + " facsimileTelephoneNumber userType immutableId";
    private static final String GROUP_TEXTS = "displayName description mail mailNickname";
    private static final int EXTENSION_ATTRIBUTES = 15;

    /** What people write, and what to write instead. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("upn", "userPrincipalName"), Map.entry("userName", "userPrincipalName"),
            Map.entry("firstName", "givenName"), Map.entry("lastName", "surname"), Map.entry("familyName", "surname"),
            Map.entry("email", "mail"), Map.entry("title", "jobTitle"), Map.entry("name", "displayName"),
            Map.entry("phone", "telephoneNumber"), Map.entry("businessPhones", "telephoneNumber"),
            Map.entry("mobilePhone", "mobile"), Map.entry("faxNumber", "facsimileTelephoneNumber"),
            Map.entry("fax", "facsimileTelephoneNumber"), Map.entry("officeLocation", "physicalDeliveryOfficeName"),
            Map.entry("street", "streetAddress"), Map.entry("zip", "postalCode"),
            Map.entry("language", "preferredLanguage"),
            Map.entry("enabled", "accountEnabled"), Map.entry("active", "accountEnabled"),
            Map.entry("blocked", "accountEnabled: false"), Map.entry("deleted", "softDeleted"),
            Map.entry("isSoftDeleted", "softDeleted"));

    private final Map<String, Kind> kinds;
    private final Map<String, String> elsewhere;

    /** How the value of an attribute is read. */
    enum Kind {
        TEXT,
        TEXTS,
        BOOLEAN,
        /** The object's own identity or state, or what it points to; read apart. */
        STRUCTURE
    }

    private KnownAttributes(Map<String, Kind> kinds, Map<String, String> elsewhere) {
        this.kinds = kinds;
        this.elsewhere = elsewhere;
    }

    static KnownAttributes of(ObjectType type) {
        Map<String, Kind> kinds = new HashMap<>();
        Map<String, String> elsewhere = new HashMap<>();
        for (String name : List.of("id", "objectId", "softDeleted")) {
            kinds.put(name, Kind.STRUCTURE);
        }
        kinds.put("proxyAddresses", Kind.TEXTS);
        boolean user = type == ObjectType.USER;
        for (String name : (user ? USER_TEXTS : GROUP_TEXTS).split(" ", -1)) {
            kinds.put(name, Kind.TEXT);
        }
        if (user) {
            user(kinds, elsewhere);
        } else {
            group(kinds, elsewhere);
        }
        return new KnownAttributes(Map.copyOf(kinds), Map.copyOf(elsewhere));
    }

    private static void user(Map<String, Kind> kinds, Map<String, String> elsewhere) {
        for (int i = 1; i <= EXTENSION_ATTRIBUTES; i++) {
            kinds.put("extensionAttribute" + i, Kind.TEXT);
        }
        kinds.put("otherMails", Kind.TEXTS);
        kinds.put("accountEnabled", Kind.BOOLEAN);
        kinds.put("dirSyncEnabled", Kind.BOOLEAN);
        kinds.put("manager", Kind.STRUCTURE);
        ELSEWHERE.forEach((name, instead) -> elsewhere.put(name, "write " + instead + " instead."));
        for (String name : List.of("role", "roles", "appRoleAssignments", "assigned")) {
            elsewhere.put(name, "write it into the file assignments, beside the user or a group.");
        }
        for (String name : List.of("members", "groups", "memberOf")) {
            elsewhere.put(name, "write the user into the members of a group, in the file groups.");
        }
        elsewhere.put("originalUserPrincipalName", "write userPrincipalName; mappings know it under both names.");
    }

    private static void group(Map<String, Kind> kinds, Map<String, String> elsewhere) {
        kinds.put("mailEnabled", Kind.BOOLEAN);
        kinds.put("securityEnabled", Kind.BOOLEAN);
        kinds.put("members", Kind.STRUCTURE);
        elsewhere.put("name", "write displayName instead.");
        elsewhere.put("users", "write members instead.");
    }

    /** The names of all of them. */
    static Set<String> names(ObjectType type) {
        return of(type).kinds.keySet();
    }

    /** How the attribute is read; empty for an organisation's own. */
    Optional<Kind> kind(String name, Place place) {
        Optional<Kind> kind = Optional.ofNullable(kinds.get(name));
        if (kind.isEmpty()) {
            Optional.ofNullable(elsewhere.get(name)).ifPresent(advice -> {
                throw place.wrong("there is no attribute " + name + "; " + advice);
            });
            LikelyName.of(name, kinds.keySet()).ifPresent(near -> {
                throw place.wrong("there is no attribute " + name + "; did you mean " + near
                        + "? An attribute of your own needs a name that is less like it.");
            });
        }
        return kind;
    }
}
