package dev.rollcall.client.entra;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the provisioning service sends for the same change; source: entra.md section 3.7, source document 003. */
public enum EntraDialect {
    /** The {@code scim} job without a flag: capitalised operations, one for each path, {@code "False"} as text. */
    DEFAULT("default"),
    /**
     * The {@code scim} job with the flag: lower case, booleans, replaced attributes merged into one path-less operation,
     * members removed by a filter.
     */
    AAD_OPT_SCIM_062020("aadOptscim062020"),
    /** What keeps today's default behaviour once the other becomes the default; until then it is the same. */
    AZURE_AD_SCIM_PATCH_2017("AzureAdScimPatch2017"),
    /** The job of 2018: a dot before extension attributes, filters without quotes, the old schema URI of groups. */
    CUSTOMAPPSSO("customappsso");

    private final String label;

    EntraDialect(String label) {
        this.label = label;
    }

    /** As it is written in a job file, on the command line and, for those that are flags, in a tenant URL. */
    public String label() {
        return label;
    }

    /** Whether the tenant URL chooses it; {@link #CUSTOMAPPSSO} is chosen by the job's template instead. */
    public boolean isFlag() {
        return this == AAD_OPT_SCIM_062020 || this == AZURE_AD_SCIM_PATCH_2017;
    }

    /** The dialect of that label, in any case. */
    public static Optional<EntraDialect> labelled(String label) {
        return Arrays.stream(values()).filter(dialect -> dialect.label.equalsIgnoreCase(label)).findFirst();
    }

    /** All labels, for messages. */
    public static String labels() {
        return Arrays.stream(values()).map(EntraDialect::label).collect(Collectors.joining(", "));
    }
}
