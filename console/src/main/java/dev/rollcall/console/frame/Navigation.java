package dev.rollcall.console.frame;

import dev.rollcall.directory.client.ManagementScope;

/** What the navigation shows, in its order. */
enum Navigation {
    OVERVIEW("Overview", ConsolePath.OVERVIEW, ManagementScope.READ_CONNECTIONS),
    STREAMS("Streams", ConsolePath.STREAMS, ManagementScope.READ_EVENT_STREAMS),
    LOG("Log", ConsolePath.LOG, ManagementScope.READ_LOGS),
    CREDENTIALS("Credentials", ConsolePath.CREDENTIAL_WATCH, ManagementScope.READ_SCIM_TOKEN),
    CLIENTS("Access", ConsolePath.CLIENTS, ManagementScope.READ_CLIENTS),
    HOUSE("Settings", ConsolePath.HOUSE, ManagementScope.READ_CLIENTS);

    private final String label;
    private final ConsolePath path;
    private final ManagementScope scope;

    Navigation(String label, ConsolePath path, ManagementScope scope) {
        this.label = label;
        this.path = path;
        this.scope = scope;
    }

    String label() {
        return label;
    }

    ConsolePath path() {
        return path;
    }

    ManagementScope scope() {
        return scope;
    }

    /** Whether a page is this one, or below it. */
    boolean covers(ConsolePath here) {
        return here == path || !path.segments().isEmpty() && here.template().startsWith(path.template() + "/");
    }
}
