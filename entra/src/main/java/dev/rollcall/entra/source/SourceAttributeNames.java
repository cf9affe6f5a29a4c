package dev.rollcall.entra.source;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.scim.text.LikelyName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names under which mappings and filters may ask for the attributes of a source. */
public final class SourceAttributeNames {
    /** What Entra has beyond the attributes that a folder's files know, so that a schema of a real job can be taken. */
    private static final List<String> BEYOND = List.of("objectId", "IsSoftDeleted", "originalUserPrincipalName",
            "appRoleAssignments", "creationType", "dirSyncEnabled", "employeeLeaveDateTime",
            "employeeOrgData.costCenter",
            "employeeOrgData.division", "onPremisesDistinguishedName", "onPremisesDomainName", "onPremisesImmutableId",
            "onPremisesSamAccountName", "onPremisesSecurityIdentifier", "onPremisesUserPrincipalName", "otherMails",
            "passwordProfile.password", "sipProxyAddress", "showInAddressList", "userState", "accountEnabled",
            "members",
            "manager", "ipPhone", "homePhone", "pager", "middleName", "initials", "assistant", "ageGroup",
            "consentProvidedForMinor", "legalAgeGroupClassification", "refreshTokensValidFromDateTime", "wWWHomePage");
    /** Directory extensions are named by an application's id, and a source need not have them. */
    private static final String EXTENSION = "extension_";

    private final Set<String> names;

    private SourceAttributeNames(Set<String> names) {
        this.names = names;
    }

    /** Those of Entra, and those that some object of the type has. */
    public static SourceAttributeNames of(SourceSnapshot snapshot, ObjectType type) {
        Set<String> names = new HashSet<>(KnownAttributes.names(type));
        names.addAll(BEYOND);
        (type == ObjectType.USER ? snapshot.users() : snapshot.groups())
                .values()
                .forEach(object -> names.addAll(object.attributes().keySet()));
        return new SourceAttributeNames(names);
    }

    /** What was probably meant by a name that neither Entra has nor an organisation may give to an attribute of its own. */
    public static Optional<String> meant(String name, ObjectType type) {
        Set<String> known = KnownAttributes.names(type);
        return known.contains(name) || BEYOND.contains(name) || name.startsWith(EXTENSION)
                ? Optional.empty()
                : LikelyName.of(name, known);
    }

    public boolean has(String name) {
        return name.startsWith(EXTENSION) || names.contains(name);
    }

    /** All names but those of extensions. */
    public Set<String> names() {
        return Set.copyOf(names);
    }
}
