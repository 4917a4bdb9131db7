# What LWP::UserAgent answers (env_proxy). As ask.py.
use strict;
use warnings;
use HTTP::Request;
use JSON::PP;
use LWP::UserAgent;

my $plan = decode_json(do { local $/; <STDIN> });
my @answers;
for my $rule (@{ $plan->{rules} }) {
    local %ENV = (http_proxy => 'http://p.invalid:1', https_proxy => 'http://p.invalid:1');
    $ENV{no_proxy} = $rule if $rule ne '';
    utf8::encode($ENV{no_proxy}) if $rule ne '';
    my $row = '';
    my $agent = eval { LWP::UserAgent->new(env_proxy => 1) };
    for my $url (@{ $plan->{urls} }) {
        my $letter = eval {
            my $request = HTTP::Request->new(GET => $url);
            LWP::UserAgent::_need_proxy($request, $agent);
            $request->{proxy} ? 'p' : 'b';
        };
        $row .= $letter // 'x';
    }
    push @answers, $row;
}
print encode_json({ version => $LWP::UserAgent::VERSION, answers => \@answers });
