package dev.rollcall.outbound.scim;

import dev.rollcall.directory.stream.TargetPreset;
import java.util.Locale;
import java.util.Map;

/**
 * What targets of a make are known to do, before anything is learned of the one at hand.
 *
 * @param quirks those that it has from the start
 * @param activeByPatch whether {@code active} alone may be changed by a PATCH, though all else is by PUT
 * @param dropsTheGone whether no group there has a member whose account is deleted: it leaves with the account, and is refused after it
 * @param billed whether each request costs, and what is not switched on is said by 400
 */
record Peculiarities(Map<String, String> quirks, boolean activeByPatch, boolean dropsTheGone, boolean billed) {
    Peculiarities {
        quirks = Map.copyOf(quirks);
    }

    static Peculiarities of(String preset) {
        return switch (TargetPreset.ofWord(preset).orElse(TargetPreset.RFC)) {
            case RFC -> new Peculiarities(Map.of(), false, false, false);
            case ENTRA -> new Peculiarities(Map.of(
                    TargetQuirks.PATCH_ONLY, "",
                    TargetQuirks.PATH_NEEDED, "",
                    TargetQuirks.FILTERS_EQ_ONLY, "",
                    TargetQuirks.CURSOR_ONLY, "",
                    TargetQuirks.MEMBERS_PER_REQUEST, "20",
                    TargetQuirks.MEMBERS_ADD_REMOVE_APART, "",
                    TargetQuirks.MEMBERS_ONE_REMOVE, "",
                    TargetQuirks.MEMBERS_NOT_SHOWN, ""), false, true, true);
            case OKTA_LIKE -> new Peculiarities(Map.of(TargetQuirks.FILTERS_EQ_ONLY, ""), true, false, false);
            case SLACK_LIKE -> new Peculiarities(Map.of(TargetQuirks.PATH_NEEDED, ""), false, false, false);
        };
    }

    /**
     * Whether a 400 says that the target's SCIM API as a whole is not switched on, so that no record is at fault: Entra answers so
     * until a subscription is linked.
     */
    boolean isSwitchedOff(String detail) {
        return billed && detail.toLowerCase(Locale.ROOT).contains("scimapiconsumptions");
    }
}
