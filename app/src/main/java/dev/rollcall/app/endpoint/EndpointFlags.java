package dev.rollcall.app.endpoint;

import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.http.OutboundProxy;
import dev.rollcall.client.tls.ClientCertificate;
import dev.rollcall.client.tls.TlsOptions;
import dev.rollcall.client.tls.TrustedAuthorities;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The way to an endpoint that a person chose: through which proxy, and with whose certificates. Which addresses are called is
 * the person's own choice, so none is refused.
 */
public final class EndpointFlags {
    /** Where the proxy may be named instead, because its URL may hold a password. */
    private static final String PROXY_VARIABLE = "ROLLCALL_ENDPOINT_PROXY";

    /** In a help, behind the options that are the command's own. */
    private static final int AFTER_OTHERS = 100;

    @Option(names = "--proxy", order = AFTER_OTHERS, paramLabel = "<url>",
            description = "The HTTP proxy to go through, http://proxy.example:3128; without it, the environment variable "
                    + PROXY_VARIABLE + ".")
    private @Nullable String proxy;

    @Option(names = "--ca", order = AFTER_OTHERS, paramLabel = "<file>",
            description = "Certificates in PEM form of authorities that are trusted besides the usual ones.")
    private @Nullable Path authorities;

    @Option(names = "--client-certificate", order = AFTER_OTHERS, paramLabel = "<file>",
            description = "A certificate in PEM form for an endpoint that asks who calls.")
    private @Nullable Path certificate;

    @Option(names = "--client-key", order = AFTER_OTHERS, paramLabel = "<file>",
            description = "Its private key in PEM form; without it, the key is in the certificate's file.")
    private @Nullable Path key;

    /**
     * What they ask for.
     *
     * @throws ParameterException when one cannot be used
     */
    public HttpTransportOptions options(CommandSpec command, Terminal terminal) {
        if (key != null && certificate == null) {
            throw new ParameterException(command.commandLine(), "--client-key needs --client-certificate.");
        }
        try {
            HttpTransportOptions options = HttpTransportOptions.defaults().withTls(tls(terminal));
            return proxy(terminal).map(OutboundProxy::parse).map(options::withProxy).orElse(options);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<String> proxy(Terminal terminal) {
        return Optional.ofNullable(proxy)
                .or(() -> Optional.ofNullable(terminal.environment().get(PROXY_VARIABLE)))
                .filter(url -> !url.isBlank());
    }

    private TlsOptions tls(Terminal terminal) {
        TlsOptions tls = TlsOptions.system();
        if (authorities != null) {
            tls = tls.withAuthorities(TrustedAuthorities.read(terminal.folder().resolve(authorities)));
        }
        if (certificate != null) {
            Path own = terminal.folder().resolve(certificate);
            tls = tls.withCertificate(ClientCertificate.read(
                    own, key == null ? own : terminal.folder().resolve(key)));
        }
        return tls;
    }
}
