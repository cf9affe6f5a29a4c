package dev.rollcall.client.http;

import dev.rollcall.client.address.AddressGuard;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Apache's HTTP client without anything that it would add, follow, repeat or remember on its own. */
final class BareHttpClient {
    /** A connection that was idle for longer is looked at before it is used, because the server may have closed it. */
    private static final TimeValue LOOK_AFTER_IDLE = TimeValue.ofMilliseconds(500);
    /** Else an endpoint could answer with a head without end. */
    private static final Http1Config BOUNDED_HEADS = Http1Config.custom()
            .setMaxLineLength(HttpTransportOptions.MAX_HEADER_LENGTH)
            // The library refuses as soon as the number is reached.
            .setMaxHeaderCount(HttpTransportOptions.MAX_HEADERS + 1)
            .build();

    private BareHttpClient() {}

    static CloseableHttpClient create(HttpTransportOptions options, AddressLookup lookup) {
        Timeout answer = Timeout.of(options.answerTimeout());
        HttpClientBuilder client = HttpClients.custom()
                .setConnectionManager(connections(options, lookup))
                .setRequestExecutor(new OneAnswerEach())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(answer)
                        .setConnectionRequestTimeout(answer)
                        .setProtocolUpgradeEnabled(false)
                        .setExpectContinueEnabled(false)
                        .build())
                .disableDefaultUserAgent()
                .disableContentCompression()
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching();
        options.proxy().ifPresent(proxy -> through(proxy, client));
        return client.build();
    }

    private static PoolingHttpClientConnectionManager connections(HttpTransportOptions options, AddressLookup lookup) {
        Timeout connect = Timeout.of(options.connectTimeout());
        Timeout answer = Timeout.of(options.answerTimeout());
        // A proxy that whoever runs this has chosen may be anywhere. Names behind one are for it to look up.
        AddressGuard guard = options.proxy().isPresent() && !options.guardsProxy()
                ? AddressGuard.off()
                : options.guard();
        PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                .useSystemProperties()
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(BOUNDED_HEADS).build())
                .setDnsResolver(new GuardedResolver(guard, lookup))
                .setMaxConnTotal(options.maxConnections())
                .setMaxConnPerRoute(options.maxConnections())
                .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(answer).setTcpNoDelay(true).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(answer)
                        .setValidateAfterInactivity(LOOK_AFTER_IDLE)
                        .build());
        options.tls()
                .context()
                .ifPresent(context -> connections.setTlsSocketStrategy(options.tls().verified()
                        ? new DefaultClientTlsStrategy(context)
                        : new DefaultClientTlsStrategy(context, HostnameVerificationPolicy.CLIENT,
                                NoopHostnameVerifier.INSTANCE)));
        return connections.build();
    }

    private static void through(OutboundProxy proxy, HttpClientBuilder client) {
        HttpHost host = new HttpHost("http", proxy.host(), proxy.port());
        client.setProxy(host);
        proxy.login().ifPresent(login -> {
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(new AuthScope(host),
                    new UsernamePasswordCredentials(login.user(), login.password().toCharArray()));
            client.setDefaultCredentialsProvider(credentials);
        });
    }
}
