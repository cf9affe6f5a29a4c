package dev.rollcall.app.service;

import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.client.http.AddressLookup;
import dev.rollcall.directory.access.StreamOptions;
import dev.rollcall.directory.access.TestEvents;
import dev.rollcall.directory.configuration.MappingSettings;
import dev.rollcall.directory.person.PersonProfiles;
import dev.rollcall.directory.person.StoredSettings;
import dev.rollcall.directory.rendering.EventRenderer;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.oauth.KeyFile;
import dev.rollcall.oauth.OAuthService;
import dev.rollcall.oauth.StoreSecretSeal;
import dev.rollcall.outbound.alert.AlertLoop;
import dev.rollcall.outbound.credential.OutboundNetwork;
import dev.rollcall.outbound.delivery.DriverSource;
import dev.rollcall.outbound.engine.EventJudge;
import dev.rollcall.outbound.logout.LogoutDrivers;
import dev.rollcall.outbound.post.RenderedEventJudge;
import dev.rollcall.outbound.preview.EventPreview;
import dev.rollcall.outbound.scim.ScimDrivers;
import dev.rollcall.outbound.service.DestinationDrivers;
import dev.rollcall.outbound.service.OutboundActions;
import dev.rollcall.outbound.setting.OutboundSettings;
import dev.rollcall.outbound.webhook.WebhookDrivers;
import dev.rollcall.server.management.stream.StreamServices;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/** What the outbound side is made of, for a service and for a command alike. */
final class OutboundParts {
    private final SettingValues settings;
    private final Storage storage;
    private final Clock clock;
    private final OAuthService oauth;
    private final SecureRandom random = new SecureRandom();
    private final SecretSeal seal;
    private final PersonProfiles profiles;
    private final EventSource events;
    private final MappingLimits limits;
    private final OutboundNetwork network;
    private final String tenant;

    /** @param oauth signs what a connection's logout address is sent, and what shows a token endpoint who asks */
    OutboundParts(SettingValues settings, Storage storage, KeyFile keyFile, Clock clock, OAuthService oauth) {
        this.settings = settings;
        this.storage = storage;
        this.clock = clock;
        this.oauth = oauth;
        this.limits = MappingSettings.of(settings).limits();
        this.seal = new StoreSecretSeal(storage, keyFile, clock);
        this.profiles = new PersonProfiles(new StoredSettings(limits, MappingSettings.memory(settings)));
        this.events = new EventSource(storage, new EventRenderer(profiles));
        this.network = new OutboundNetwork(AddressGuard.publicAnd(settings.get(OutboundSettings.ALLOWED_NETWORKS)),
                AddressLookup.system(), OutboundNetwork.ANSWER_BYTES);
        this.tenant = settings.get(ServerSettings.PUBLIC_URL)
                .map(URI::getHost)
                .flatMap(Optional::ofNullable)
                .orElse("rollcall");
    }

    /** What seals the secrets of targets. */
    SecretSeal seal() {
        return seal;
    }

    /** The profiles of people. */
    PersonProfiles profiles() {
        return profiles;
    }

    /** How targets are reached. */
    OutboundNetwork network() {
        return network;
    }

    /** What events name as their tenant. */
    String tenant() {
        return tenant;
    }

    /** What holds for all streams. */
    StreamOptions options() {
        return new StreamOptions(
                settings.get(OutboundSettings.EVENT_STREAMS),
                OutboundSettings.of(settings).hold(),
                new StreamAddresses(settings.get(OutboundSettings.ALLOWED_NETWORKS)),
                limits);
    }

    /** What speaks with SCIM applications. */
    ScimDrivers scim() {
        return new ScimDrivers(storage, profiles, seal, network, Optional.of(oauth.assertions()::assertion), limits,
                clock,
                random);
    }

    /** What speaks with targets of every kind. */
    DriverSource drivers() {
        return new DestinationDrivers(this::scim,
                () -> new WebhookDrivers(events, seal, oauth.securityEventTokens(), network, clock,
                        limits.expressions(),
                        tenant),
                () -> new LogoutDrivers(events, oauth.logoutTokens(), network, clock));
    }

    /** What holds a stream's filter against what is owed to a SCIM application. */
    EventJudge judge() {
        return new RenderedEventJudge(storage, events, limits.expressions(), clock);
    }

    /** What tells administrators of what is wrong with streams. */
    AlertLoop alerts() {
        return AlertLoop.of(settings, storage, seal, network, clock);
    }

    /** What the management API and commands need. */
    StreamServices services() {
        OutboundActions actions = new OutboundActions(new TestEvents(storage, clock, random, tenant),
                new EventPreview(storage, events, oauth.securityEventTokens(), limits, clock, random), this::scim,
                drivers(), clock, System::nanoTime);
        return StreamServices.of(storage, seal, clock, random, options(), actions, events);
    }
}
