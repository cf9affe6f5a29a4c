package dev.rollcall.check;

import dev.rollcall.scim.text.LikelyName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The checks that there are. */
public final class CheckCatalog {
    private static final List<String> FILES = List.of("entra-connection.yaml", "entra-oauth.yaml", "entra-users.yaml",
            "entra-patch.yaml",
            "entra-groups.yaml", "entra-reading.yaml", "okta.yaml", "rfc.yaml");

    private final List<CatalogEntry> entries;

    private CheckCatalog(List<CatalogEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** All checks of all profiles, in the order in which they are made. */
    public static CheckCatalog standard() {
        CatalogReader reader = new CatalogReader(scripts());
        List<CatalogEntry> entries = new ArrayList<>();
        FILES.forEach(file -> entries.addAll(reader.read(file)));
        return new CheckCatalog(entries);
    }

    /** What the checks are about. */
    public List<Check> checks() {
        return entries.stream().map(CatalogEntry::check).toList();
    }

    /** What the checks stand for, of the tests of others. */
    List<String> covered() {
        return entries.stream().flatMap(entry -> entry.covers().stream()).toList();
    }

    /** The check of that id; empty when there is none. */
    public Optional<Check> find(String id) {
        return checks().stream().filter(check -> check.id().equals(id)).findFirst();
    }

    /**
     * The checks of a selection.
     *
     * @throws CheckException when the selection names a check that does not exist, with the one that was probably meant
     */
    List<CatalogEntry> select(CheckSelection selection) {
        List<String> ids = checks().stream().map(Check::id).toList();
        Stream.concat(selection.only().stream(), selection.skip().stream())
                .filter(pattern -> checks().stream().noneMatch(check -> CheckSelection.names(pattern, check)))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new CheckException("There is no check '" + unknown + "'." + LikelyName.of(unknown, ids)
                            .map(near -> " Did you mean '" + near + "'?")
                            .orElse(" \"rollcall check --list\" prints all ids."));
                });
        List<CatalogEntry> selected = entries.stream().filter(entry -> selection.takes(entry.check())).toList();
        if (selected.isEmpty()) {
            throw new CheckException(
                    "No check is left to be made: what is asked for by profile and id is skipped again.");
        }
        return selected;
    }

    private static Map<String, CheckScript> scripts() {
        return Map.ofEntries(
                Map.entry("users-in-pages", new PagesScript(false)),
                Map.entry("groups-in-pages", new PagesScript(true)),
                Map.entry("parallel-members", new ParallelMembersScript()),
                Map.entry("replace-verbose", new ValidatorPatchScript("replace", false)),
                Map.entry("replace-merged", new ValidatorPatchScript("replace", true)),
                Map.entry("add-verbose", new ValidatorPatchScript("add", false)),
                Map.entry("add-merged", new ValidatorPatchScript("add", true)),
                Map.entry("discoverable", new DiscoverableScript()),
                Map.entry("engine-user", new EngineUserScript()),
                Map.entry("engine-manager", new EngineManagerScript()),
                Map.entry("engine-group", new EngineGroupScript()),
                Map.entry("oauth-body", new OAuthScript(OAuthScript.Demand.BODY)),
                Map.entry("oauth-basic", new OAuthScript(OAuthScript.Demand.BASIC)),
                Map.entry("oauth-lifetime", new OAuthScript(OAuthScript.Demand.LIFETIME)),
                Map.entry("oauth-wrong-secret", new OAuthScript(OAuthScript.Demand.WRONG_SECRET)),
                Map.entry("oauth-two-tokens", new OAuthScript(OAuthScript.Demand.TWO_TOKENS)),
                Map.entry("oauth-changed-token", new OAuthScript(OAuthScript.Demand.CHANGED_TOKEN)),
                Map.entry("rate", new RateScript()));
    }
}
