"""Strategies for hypothesis: shell scripts that are valid, and ones that are not."""

from __future__ import annotations

from hypothesis import strategies as st

PLAIN = r"""
node|npm install|apt-get install -y git|echo hi|cd /srv|true|false|exit 0|exit 1|return|shift
sudo -u vagrant npm ci|bash -c 'cd /x; npm i'|f|f a b|set -e|export A=1|local b=$A|A=1 B=2 node x
X=$(uname -m)|X+=y|arr=(a $X 'b c')|echo ${X:-d} ${X#a} ${X//a/b} ${#arr[@]} ${arr[@]}
echo $((1 + X))|((X++))|[ -f /x ]|[[ $X == a* && -z $Y ]]|test -d /x|tee /etc/x <<< $X
su - vagrant -c "echo $X"|sed -i 's/a/b/' /tmp/f|eval "$X"|xargs npm i|\curl x|a=1 b=2|read x
bash <(curl https://example.com/y)|. /tmp/f|break|continue|echo {a,b}{1..3} *.sh ~|wait
$(which node) --version|unset X|printf '%s\n' $X|echo `date`|time (node x)|rm -rf /tmp/f
source /vagrant/other.sh|bash /vagrant/other.sh
"""
COMMANDS = [
    *PLAIN.strip().replace("\n", "|").split("|"),
    "curl -sL https://example.com/x.sh | bash -",
    "cat > /tmp/f <<EOF\nline $X\nEOF",
    "cat <<'EOF' | sudo bash\nnpm i\nEOF",
    "cat <<EOF > /tmp/g && echo done\ntext\nEOF",
    "nohup node x > /dev/null 2>&1 &",
    "for i in $(ls /vagrant); do echo $i; done",
    "for ((i = 0; i < 3; i++)); do echo $i; done",
    "a; b && c || d & e | f",
]
PIECES = ["", '"', "'", "`", "$(", ")", "${", "}", "<<EOF", "\n", "|", "&", ";;", "\\", "\0"]


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, inner)
    return st.one_of(
        two.map(lambda pair: f"{pair[0]}\n{pair[1]}"),
        two.map(lambda pair: f"if {pair[0]}\nthen\n{pair[1]}\nelse\n{pair[0]}\nfi"),
        two.map(lambda pair: f"if ! {pair[0]}\nthen\n{pair[1]}\nfi"),
        two.map(lambda pair: f"while {pair[0]}\ndo\n{pair[1]}\ndone"),
        two.map(lambda pair: f"for i in a b $X\ndo\n{pair[0]}\n{pair[1]}\ndone"),
        two.map(lambda pair: f"case $X in\na|b)\n{pair[0]}\n;;\n*)\n{pair[1]}\n;;\nesac"),
        two.map(lambda pair: f"f() {{\n{pair[0]}\n}}\n{pair[1]}"),
        inner.map(lambda text: f"(\n{text}\n)"),
        inner.map(lambda text: f"{{\n{text}\n}} > /tmp/out"),
        inner.map(lambda text: f"X=$(\n{text}\n)"),
        two.map(lambda pair: f"( {pair[0]}\n ) && {{ {pair[1]}\n }} || exit 1"),
        two.map(lambda pair: f"{{ {pair[0]}\n }} | while read line\ndo\n{pair[1]}\ndone"),
    )


def scripts() -> st.SearchStrategy[str]:
    """Scripts put together from what provisioning scripts are made of."""
    return st.recursive(st.sampled_from(COMMANDS), _compound, max_leaves=12)


@st.composite
def broken_scripts(draw: st.DrawFn) -> str:
    """Scripts with pieces cut out, doubled or put in from elsewhere."""
    text = draw(scripts())
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        stop = draw(st.integers(start, min(len(text), start + 12)))
        doubled = st.just(text[start:stop] * 2)
        piece = draw(st.one_of(st.sampled_from(PIECES), st.text(max_size=4), doubled))
        text = text[:start] + piece + text[stop:]
    return text
