package dev.rollcall.app.service;

import dev.rollcall.app.setting.LimitSettings;
import dev.rollcall.app.setting.LogSettings;
import dev.rollcall.app.setting.ServerSettings;
import dev.rollcall.app.setting.Settings;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.log.RequestLogOptions;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.upkeep.UpkeepOptions;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.server.ServerOptions;
import dev.rollcall.server.ServerOptionsBuilder;
import dev.rollcall.server.TlsFiles;
import dev.rollcall.server.limit.BodyLimits;
import dev.rollcall.server.limit.RateLimit;

/** The settings in the words of the modules that they are for. */
final class ModuleOptions {
    private ModuleOptions() {}

    static ServerOptions server(Settings settings, Terminal terminal) {
        ServerSettings server = settings.server();
        LimitSettings limits = settings.limits();
        ServerOptionsBuilder options = ServerOptions.builder()
                .host(server.host())
                .port(server.port())
                .trustedProxies(server.trustedProxies())
                .bodyLimits(new BodyLimits(limits.body(), limits.groupBody()))
                .largeBodies(limits.largeBodies())
                .bodyLogging(settings.log().bodies())
                .loggedBodyLength(settings.log().bodyLength())
                .maxJsonDepth(limits.jsonDepth())
                .graceTime(server.graceTime())
                .bodyTimeout(server.bodyTimeout())
                .idleTimeout(server.idleTimeout())
                .maxConnections(server.maxConnections())
                .maxRequestLine(limits.requestLine())
                .maxHeaderBytes(limits.headers());
        server.publicUrl().ifPresent(options::publicUrl);
        server.tlsCertificate()
                .flatMap(certificate -> server.tlsKey()
                        .map(key -> new TlsFiles(
                                terminal.folder().resolve(certificate), terminal.folder().resolve(key))))
                .ifPresent(options::tls);
        limits.ratePerSecond()
                .map(rate -> new RateLimit(rate, limits.rateBurst().orElse(rate)))
                .ifPresent(options::rateLimit);
        return options.build();
    }

    static ResourceLimits resources(LimitSettings limits) {
        ResourceLimits defaults = ResourceLimits.defaults();
        return new ResourceLimits(
                limits.pageSize(),
                limits.maxPageSize(),
                new FilterLimits(limits.filterLength(), limits.filterDepth(), limits.filterNodes()),
                limits.filterScan(),
                limits.scans(),
                limits.listMembers(),
                defaults.memberChunk());
    }

    static PatchLimits patches(LimitSettings limits) {
        return new PatchLimits(limits.operations(), limits.patchValues());
    }

    static RequestLogOptions log(LogSettings log) {
        return RequestLogOptions.defaults().withUnauthenticatedPerMinute(log.unauthenticated());
    }

    static UpkeepOptions upkeep(Settings settings) {
        return new UpkeepOptions(settings.log().retention(), settings.store().changeRetention());
    }
}
