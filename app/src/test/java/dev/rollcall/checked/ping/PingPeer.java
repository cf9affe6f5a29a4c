package dev.rollcall.checked.ping;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import com.sun.net.httpserver.HttpServer;
import com.unboundid.scim2.common.utils.JsonUtils;
import com.unboundid.scim2.server.providers.DefaultContentTypeFilter;
import com.unboundid.scim2.server.providers.DotSearchFilter;
import com.unboundid.scim2.server.providers.JsonProcessingExceptionMapper;
import com.unboundid.scim2.server.providers.RuntimeExceptionMapper;
import com.unboundid.scim2.server.providers.ScimExceptionMapper;
import com.unboundid.scim2.server.resources.ResourceTypesEndpoint;
import com.unboundid.scim2.server.resources.SchemasEndpoint;
import java.net.URI;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** A running server of Ping's SDK on the loopback address; it authenticates nobody and forgets everything. */
public final class PingPeer implements AutoCloseable {
    private final HttpServer server;

    private PingPeer(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port. */
    public static PingPeer start() {
        ResourceConfig config = new ResourceConfig();
        config.register(new JacksonJsonProvider(JsonUtils.createObjectMapper()));
        config.registerClasses(ScimExceptionMapper.class, RuntimeExceptionMapper.class,
                JsonProcessingExceptionMapper.class, DotSearchFilter.class, DefaultContentTypeFilter.class,
                ResourceTypesEndpoint.class, SchemasEndpoint.class, PingProvider.class, PingUsers.class,
                PingGroups.class);
        return new PingPeer(JdkHttpServerFactory.createHttpServer(URI.create("http://127.0.0.1:0/scim/v2/"), config));
    }

    /** Where its SCIM endpoint is. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/scim/v2";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
