package dev.rollcall.entra.connection;

import dev.rollcall.client.entra.ClientOptions;
import dev.rollcall.client.entra.EntraClient;
import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.client.entra.TenantUrl;
import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.reader.StrictReader;
import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.definition.ProvisioningJob;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Connections to SCIM endpoints over HTTP, in the dialect that the job's template and the flag of its tenant URL choose. On
 * demand the flag {@code aadOptscim062020} does not work, as in Entra (source document 003).
 */
public final class EndpointConnections implements TargetConnections {
    private final HttpTransportOptions options;

    /** @param options the way to them; as many connections as the job is parallel are opened whatever they say */
    public EndpointConnections(HttpTransportOptions options) {
        this.options = options;
    }

    @Override
    public Connection open(ProvisioningJob job, Optional<String> token, boolean onDemand) {
        TenantUrl url = parse(job);
        HttpTransport transport = HttpTransport.open(
                url.base(), token, options.withMaxConnections(Math.max(options.maxConnections(), job.parallelism())));
        RetryAfterWaiting waiting = RetryAfterWaiting.of(transport);
        EntraClient client = EntraClient.of(
                new OutageGuard(token.map(secret -> TokenHiding.of(waiting, secret)).orElse(waiting)),
                StrictReader.confirmed(),
                dialect(job, url, onDemand),
                ClientOptions.defaults().withBase(url.base()),
                new SecureRandom());
        return new EndpointConnection(transport, waiting, client);
    }

    static EntraDialect dialect(ProvisioningJob job, TenantUrl url, boolean onDemand) {
        if (job.template() == JobTemplate.CUSTOMAPPSSO) {
            return EntraDialect.CUSTOMAPPSSO;
        }
        return onDemand && url.dialect() == EntraDialect.AAD_OPT_SCIM_062020 ? EntraDialect.DEFAULT : url.dialect();
    }

    private static TenantUrl parse(ProvisioningJob job) {
        try {
            return TenantUrl.parse(job.tenantUrl());
        } catch (IllegalArgumentException e) {
            throw new JobException(
                    Problem.DEFINITION, "tenant-url of the job file: %s".formatted(e.getMessage()), e);
        }
    }

    private record EndpointConnection(
            HttpTransport transport, RetryAfterWaiting waiting, ProvisioningTarget target) implements Connection {
        @Override
        public void hurry() {
            waiting.hurry();
        }

        @Override
        public void close() {
            transport.close();
        }
    }
}
