# What URI#find_proxy answers; no name but localhost resolves. As ask.py.
require 'json'
require 'uri'
require 'socket'

def IPSocket.getaddress(host)
  return '127.0.0.1' if host.downcase == 'localhost'
  Addrinfo.getaddrinfo(host, nil, nil, :STREAM, nil, Socket::AI_NUMERICHOST).first.ip_address
end

plan = JSON.parse($stdin.read)
answers = plan['rules'].map do |rule|
  env = { 'http_proxy' => 'http://p.invalid:1', 'https_proxy' => 'http://p.invalid:1', 'no_proxy' => rule }
  plan['urls'].map do |url|
    URI.parse(url).find_proxy(env).nil? ? 'b' : 'p'
  rescue StandardError
    'x'
  end.join
end
puts JSON.generate({ 'version' => RUBY_VERSION, 'answers' => answers })
