package dev.rollcall.console;

import dev.rollcall.console.connection.NewConnectionPage;
import dev.rollcall.console.credential.ClientsPage;
import dev.rollcall.console.credential.CredentialWatchPage;
import dev.rollcall.console.credential.CredentialsPage;
import dev.rollcall.console.credential.TokensPage;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.house.HousePage;
import dev.rollcall.console.http.ConsoleEndpoint;
import dev.rollcall.console.live.LivePages;
import dev.rollcall.console.log.RequestEntryPage;
import dev.rollcall.console.log.RequestLogExportPage;
import dev.rollcall.console.log.RequestLogPage;
import dev.rollcall.console.mapping.MappingPage;
import dev.rollcall.console.mapping.MappingVersionPage;
import dev.rollcall.console.mapping.UserIdPage;
import dev.rollcall.console.overview.OverviewPage;
import dev.rollcall.console.person.GroupsPage;
import dev.rollcall.console.person.ResendPage;
import dev.rollcall.console.person.UserPage;
import dev.rollcall.console.person.UsersPage;
import dev.rollcall.console.provisioning.ProvisioningPage;
import dev.rollcall.console.session.IssuerSignInPage;
import dev.rollcall.console.session.SignInAudit;
import dev.rollcall.console.session.SignInPage;
import dev.rollcall.console.setting.ConsoleSettings;
import dev.rollcall.console.setup.SetupEntryPage;
import dev.rollcall.console.setup.SetupLinksPage;
import dev.rollcall.console.setup.SetupPage;
import dev.rollcall.console.setup.SetupTickPage;
import dev.rollcall.console.setup.SetupTokenPage;
import dev.rollcall.console.setup.SetupVisits;
import dev.rollcall.console.stream.DeliveryEntryPage;
import dev.rollcall.console.stream.DeliveryListPage;
import dev.rollcall.console.stream.NewStreamPage;
import dev.rollcall.console.stream.RedeliveryPage;
import dev.rollcall.console.stream.StreamEntryPage;
import dev.rollcall.console.stream.StreamListPage;
import dev.rollcall.console.stream.StreamPreviewPage;
import dev.rollcall.console.stream.StreamSettingsPage;
import dev.rollcall.console.stream.StreamSyncPage;
import dev.rollcall.console.stream.StreamTargetPage;
import dev.rollcall.console.stream.StreamTestPage;
import dev.rollcall.directory.access.AdminToken;
import dev.rollcall.directory.access.ConsoleSessions;
import dev.rollcall.directory.access.SetupChecklist;
import dev.rollcall.directory.access.SetupLinks;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.log.RowsPerMinute;
import dev.rollcall.server.SurfaceParts;
import dev.rollcall.server.health.Readiness;
import dev.rollcall.server.http.Surface;
import dev.rollcall.server.limit.AddressRate;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.setting.SettingValues;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console, put together. */
public final class Console implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Console.class);
    /** The name of an installation without a public URL, as the management API has it. */
    private static final String HOUSE = "rollcall";

    private final SettingValues settings;
    private final ConsoleServices services;
    private final AdminToken administrator;
    private final IdSource ids;
    private final RandomGenerator secure;
    private final LivePages live;
    private final SetupLinks setupLinks;
    private final SetupVisits setupVisits;

    /**
     * Nothing is read yet.
     *
     * @param administrator whose token signs in
     * @param secure a cryptographically strong source, except in tests
     */
    public Console(SettingValues settings, ConsoleServices services, AdminToken administrator, IdSource ids,
            RandomGenerator secure) {
        this.settings = settings;
        this.services = services;
        this.administrator = administrator;
        this.ids = ids;
        this.secure = secure;
        this.setupLinks = services.management().setupLinks();
        this.setupVisits = new SetupVisits(setupLinks, setups());
        this.live = new LivePages(settings.get(ConsoleSettings.LIVE_PAGES), services.nanoTime());
    }

    /** Ends the pages that follow what happens, so that no stop of the server waits for one. */
    @Override
    public void close() {
        live.close();
    }

    /** Its surface; none where the settings say so. */
    public List<Surface> surfaces(SurfaceParts parts) {
        if (!settings.get(ConsoleSettings.SERVED)) {
            return List.of();
        }
        ConsoleSessions sessions = new ConsoleSessions(services.storage(), services.clock(), secure, administrator,
                services.operators(), ConsoleSettings.sessions(settings),
                failure -> parts.incidents()
                        .report(LOGGER, "console: session use",
                                "It could not be written down that sessions of the console are used; they go on, and the next use tries"
                                        + " again",
                                failure));
        ConsoleEndpoint endpoint = new ConsoleEndpoint(
                routes(sessions, parts.origins().publicHost().orElse(HOUSE), parts.readiness()),
                sessions, setupVisits, parts, services.storage(),
                services.clock(), ids, new RowsPerMinute<>(settings.get(RequestSettings.LOG_REFUSALS)));
        return List.of(new Surface(ConsolePath.PREFIX, endpoint, endpoint::refuse));
    }

    private AddressRate setups() {
        return new AddressRate(ConsoleSettings.setups(settings), services.nanoTime());
    }

    /**
     * Every route there is: a new page is one more line here.
     *
     * @param tenant the name of this installation, as events have it
     * @param readiness whether the parts of the service work
     */
    List<ConsoleRoute> routes(ConsoleSessions sessions, String tenant, Readiness readiness) {
        AddressRate failed = new AddressRate(ConsoleSettings.signIns(settings), services.nanoTime());
        SignInAudit audit = new SignInAudit(services.storage(), services.clock(), ids,
                settings.get(RequestSettings.LOG_REFUSALS));
        Duration lifetime = settings.get(ConsoleSettings.SESSION_LIFETIME);
        List<ConsolePage> pages = List.of(
                new SignInPage(sessions, services.operators(), failed, audit, lifetime),
                new IssuerSignInPage(services.operators(), sessions, failed, audit, lifetime, services.clock(), secure),
                new OverviewPage(services),
                new RequestLogPage(services, live),
                new RequestEntryPage(services),
                new RequestLogExportPage(services, tenant, ConsoleSettings.logExport(settings)),
                new NewConnectionPage(services),
                new ProvisioningPage(services),
                new StreamListPage(services),
                new NewStreamPage(services),
                new StreamEntryPage(services),
                new StreamTargetPage(services),
                new StreamSettingsPage(services, tenant),
                new StreamTestPage(services),
                new StreamPreviewPage(services, tenant),
                new DeliveryListPage(services),
                new DeliveryEntryPage(services, tenant),
                new RedeliveryPage(services),
                new StreamSyncPage(services, live),
                new MappingPage(services),
                new MappingVersionPage(services),
                new UserIdPage(services),
                new TokensPage(services),
                new CredentialsPage(services),
                new CredentialWatchPage(services),
                new UsersPage(services),
                new UserPage(services),
                new ResendPage(services),
                new GroupsPage(services),
                new SetupLinksPage(services, setupLinks),
                new SetupEntryPage(setupVisits, services.clock()),
                new SetupTokenPage(setupLinks),
                new SetupTickPage(setupLinks),
                new SetupPage(setupLinks, new SetupChecklist(services.storage(), services.clock()), services.clock(),
                        setups()),
                new ClientsPage(services, sessions),
                new HousePage(services, readiness));
        return pages.stream().flatMap(page -> page.routes().stream()).toList();
    }
}
