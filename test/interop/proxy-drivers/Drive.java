// Asks for every URL under every http.nonProxyHosts; a marker line to the proxy ends each rule. Input: lines, see main().
import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.util.*;

public class Drive {
  public static void main(String[] args) throws Exception {
    String host = args[0];
    int port = Integer.parseInt(args[1]);
    List<String> rules = new ArrayList<>(), urls = new ArrayList<>();
    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line; (line = in.readLine()) != null; ) {
        if (line.startsWith("rule ")) rules.add(line.substring(5));
        else if (line.startsWith("url ")) urls.add(line.substring(4));
      }
    }
    for (String scheme : new String[] {"http", "https"}) {
      System.setProperty(scheme + ".proxyHost", host);
      System.setProperty(scheme + ".proxyPort", String.valueOf(port));
    }
    for (int index = 0; index < rules.size(); index++) {
      System.setProperty("http.nonProxyHosts", rules.get(index));
      for (String url : urls) {
        try {
          HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
          connection.setConnectTimeout(5000);
          connection.setReadTimeout(5000);
          connection.getResponseCode();
        } catch (IOException ignored) {
          // Refused or unknown host: what counts is whether the proxy was asked.
        }
      }
      try (Socket socket = new Socket(host, port)) {
        socket.getOutputStream().write(("MARK " + index + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getInputStream().read();
      }
    }
  }
}
