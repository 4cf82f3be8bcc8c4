package dev.homeport.client;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;

/// Puts a key into each request, for those parts of LangChain4j that take no headers.
record KeyedHttp(HttpClient client, Call call) implements HttpClient {
  /// What makes one.
  record Builder(JdkHttpClientBuilder jdk, Call call) implements HttpClientBuilder {
    @Override
    public Duration connectTimeout() {
      return jdk.connectTimeout();
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
      jdk.connectTimeout(timeout);
      return this;
    }

    @Override
    public Duration readTimeout() {
      return jdk.readTimeout();
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
      jdk.readTimeout(timeout);
      return this;
    }

    @Override
    public HttpClient build() {
      return new KeyedHttp(jdk.build(), call);
    }
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    return client.execute(keyed(request));
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    client.execute(keyed(request), parser, listener);
  }

  private HttpRequest keyed(HttpRequest request) {
    var headers = new HashMap<>(request.headers());
    headers.put(call.header(), List.of(call.key()));
    return HttpRequest.builder()
        .method(request.method())
        .url(request.url())
        .headers(headers)
        .body(request.body())
        .build();
  }
}
