package dev.rollcall.directory.person;

import dev.rollcall.directory.access.MappingsInForce;
import dev.rollcall.directory.configuration.MappingSettings;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.setting.SettingValues;

/** The settings of connections as they are stored. Safe for use by many threads. */
public final class StoredSettings implements PersonSettings.Source {
    private final MappingsInForce mappings;

    /** Those whose mappings are within the usual limits. */
    public StoredSettings() {
        this(MappingLimits.defaults(), MappingSettings.memory(SettingValues.defaults()));
    }

    /**
     * Those whose mappings are within these limits.
     *
     * @param memory for the mappings that are remembered, in bytes
     */
    public StoredSettings(MappingLimits limits, long memory) {
        this.mappings = new MappingsInForce(limits, memory);
    }

    /** The same under a version of the mapping. */
    PersonSettings under(ReadSession session, Connection connection, int version) {
        PersonSettings settings = of(session, connection);
        return new PersonSettings(settings.userId(), mappings.of(session, connection, version), settings.signIn());
    }

    @Override
    public PersonSettings of(ReadSession session, Connection connection) {
        SignInRules rules = session.configurations()
                .detail(connection.id())
                .map(detail -> SignInOptions.read(ScimJson.tree(detail.document()).path("options")).rules())
                .orElse(SignInRules.DEFAULTS);
        return new PersonSettings(UserIdAttribute.of(connection), mappings.of(session, connection), rules);
    }
}
