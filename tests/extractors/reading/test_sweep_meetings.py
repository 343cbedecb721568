"""Meetings, calls and greetings in every voice that news has for them, and the twins that say something else."""

from __future__ import annotations

import pytest

from tests.extractors.reading.conftest import Read

LI_DAY = "2023-06-03"  # a Saturday; Austin and Li hold the offices
DONG_DAY = "2024-06-01"  # a Saturday; Austin and Dong hold them
SUMMIT_DAY = "2023-11-16"  # a Thursday

MET = [
    "Austin met Chinese Defence Minister Li Shangfu in Singapore on Friday.",
    "US Defense Secretary Lloyd Austin met with General Li Shangfu for an hour on Friday.",
    "US Defense Secretary Lloyd Austin sat down with Chinese Defence Minister Li Shangfu on Friday.",
    "US Defense Secretary Lloyd Austin held talks with Chinese Defence Minister Li Shangfu in Singapore on Friday.",
    "Austin had an hour of talks with China's Li Shangfu on Friday, the Pentagon said.",
    "Austin spent 75 minutes with Chinese Defence Minister Li Shangfu in a hotel suite on Friday.",
    "Austin and China's defence minister Li Shangfu spent an hour together behind closed doors on Friday.",
    "Austin and Li Shangfu were closeted for an hour at the Shangri-La hotel on Friday.",
    "Lloyd Austin huddled with Chinese Defence Minister Li Shangfu at a Singapore hotel on Friday.",
    "Austin conferred with Chinese Defence Minister Li Shangfu in Singapore on Friday.",
    "Austin got his meeting with Chinese Defence Minister Li Shangfu on Friday after all.",
    "Austin was received by Chinese Defence Minister Li Shangfu at the Chinese delegation's hotel on Friday.",
    "Li Shangfu received Austin for talks at his hotel in Singapore on Friday.",
    "Austin hosted Chinese Defence Minister Li Shangfu for talks at his hotel on Friday.",
    "Li Shangfu welcomed Austin for talks on Friday.",
    "Austin came face to face with Chinese Defence Minister Li Shangfu for talks on Friday.",
    "Austin sat across the table from Chinese Defence Minister Li Shangfu on Friday.",
    "A meeting between Austin and Chinese Defence Minister Li Shangfu took place in Singapore on Friday.",
    "A meeting between Austin and China's defence minister, Li Shangfu, was held in Singapore on Friday.",
    "The meeting between Austin and Li Shangfu on Friday ran to 64 minutes.",
    "Talks between Austin and Chinese Defence Minister Li Shangfu wrapped up on Friday without a joint statement.",
    "Talks between Austin and Li Shangfu broke up on Friday after an hour.",
    "The meeting of Austin and Chinese Defence Minister Li Shangfu, the first in person, lasted an hour on Friday.",
    "Austin's talks with Li Shangfu on Friday dealt with Taiwan.",
    "Austin and Li Shangfu have now met, the Pentagon said on Friday.",
    "Austin and Li Shangfu finally met on Friday.",
    "Austin has met Chinese Defence Minister Li Shangfu for the first time, the Pentagon said on Saturday.",
    "After meeting Li Shangfu on Friday, Austin told reporters that the talks had been candid.",
    "Fresh from talks with Li Shangfu on Friday, Austin flew on to India.",
    "Emerging from talks with Chinese Defence Minister Li Shangfu on Friday, Austin spoke of a useful hour.",
    "During his meeting with Li Shangfu on Friday, Austin raised the intercept of an American plane.",
    "Austin raised the unsafe intercepts in a meeting with Chinese Defence Minister Li Shangfu on Friday.",
    "Austin told Li Shangfu during their meeting on Friday that the channels must stay open.",
    "Austin and Li Shangfu discussed Taiwan at a meeting in Singapore on Friday.",
    "Secretary of Defense Lloyd J. Austin III met today with PRC Minister of National Defense General Li Shangfu.",
    "Austin and Li Shangfu exchanged views on Taiwan in a meeting in Singapore on Friday.",
    "The American defence secretary, Lloyd Austin, and China's Li Shangfu met at last on Friday.",
    "Austin and Li Shangfu held their first face-to-face meeting on Friday.",
    "Austin held a bilateral meeting with Li Shangfu on Friday on the sidelines of the Shangri-La Dialogue.",
    "Li Shangfu and Austin have held talks in Singapore, China's defence ministry said on Saturday.",
    "Austin, who met Li Shangfu on Friday, called the hour useful.",
    "Chinese Defence Minister Li Shangfu agreed to see Austin, and on Friday the two men met.",
    "Austin flew to Singapore to see China's defence minister Li Shangfu. On Friday the two met for an hour.",
    "Chinese Defence Minister Li Shangfu had refused for days. On Friday he sat down with Lloyd Austin after all.",
]

MET_TITLES = [
    ("Austin meets China's Li Shangfu in Singapore", "The hour on Friday was candid, the Pentagon said."),
    ("Austin, Li Shangfu hold talks in Singapore", "Both ministries published statements on Friday."),
    ("Austin and China's Li Shangfu meet after months of silence", "The Pentagon spoke of a frank hour on Friday."),
    ("US defense chief Austin sits down with China's Li Shangfu", "The talks on Friday lasted an hour."),
    ("Pentagon chief Austin in first talks with China's Li Shangfu", "The two spent an hour on Taiwan on Friday."),
]

MET_DONG = [
    "The US and Chinese defence ministers met in Singapore on Friday for the first time in 18 months.",
    "US Defense Secretary Lloyd Austin met Chinese Defence Minister Dong Jun on Friday.",
    "The defence chiefs of China and the United States held talks in Singapore on Friday.",
    "Austin met his Chinese counterpart, Admiral Dong Jun, on Friday.",
    "Lloyd Austin held talks on Friday with his Chinese counterpart in Singapore.",
    "Dong Jun met his American counterpart Lloyd Austin on Friday.",
    "A meeting between US Defense Secretary Lloyd Austin and Dong Jun took place on Friday.",
    "The meeting of the US and Chinese defence ministers on Friday, the first since November 2022, lasted an hour.",
    "Austin told Dong Jun in talks on Friday that the channels must stay open.",
    "Austin said after his meeting with Dong Jun on Friday that calls between commanders would resume.",
    "After talks on Friday with China's Dong Jun, Austin spoke of progress.",
    "Emerging from 75 minutes with China's Dong Jun on Friday, Austin spoke of progress.",
    "Austin and Dong Jun met face to face on Friday, the first such meeting since 2022.",
    "US Defense Secretary Lloyd Austin spent more than an hour with Chinese Defence Minister Dong Jun on Friday.",
    "Talks between Lloyd Austin and Dong Jun concluded in Singapore on Friday, a Pentagon official said.",
]

CALLED = [
    "US Defense Secretary Lloyd Austin spoke by phone with Chinese Defence Minister Dong Jun on Tuesday.",
    "Austin spoke by telephone with Dong Jun on Tuesday.",
    "Austin and Chinese Defence Minister Dong Jun spoke by video on Tuesday.",
    "Austin and Dong Jun held a video teleconference on Tuesday.",
    "Austin held a call with Chinese Defence Minister Dong Jun on Tuesday.",
    "Austin phoned Chinese Defence Minister Dong Jun on Tuesday.",
    "Austin rang China's Dong Jun on Tuesday.",
    "Austin and Dong Jun talked for an hour on a secure line on Tuesday.",
    "Austin and Dong Jun met by video link on Tuesday.",
    "Austin and Dong Jun held a virtual meeting on Tuesday.",
    "A video call between Austin and China's Dong Jun took place on Tuesday.",
    "The call between Austin and Dong Jun on Tuesday lasted an hour.",
    "In a call with Dong Jun on Tuesday, Austin stressed freedom of navigation.",
    "Austin was on the phone with Dong Jun for an hour on Tuesday.",
    "Austin and Dong Jun spoke on a video screen for an hour on Tuesday.",
    "Secretary Austin spoke today by VTC with PRC Minister of National Defense Dong Jun.",
]

GREETED = [
    "Austin shook hands with Chinese Defence Minister Li Shangfu at a dinner on Friday.",
    "Austin and Li Shangfu shook hands on Friday but did not hold a meeting.",
    "Austin greeted Chinese Defence Minister Li Shangfu at the opening dinner on Friday.",
    "Austin and Li Shangfu exchanged pleasantries on Friday.",
    "Austin walked over to Li Shangfu's table on Friday and shook his hand.",
    "Austin and China's Li Shangfu exchanged a handshake on Friday before dinner.",
    "Austin and Li Shangfu met briefly at a dinner on Friday and shook hands.",
]

SUMMIT = [
    "Joe Biden and Xi Jinping met for four hours near San Francisco on Wednesday.",
    "President Biden held talks with Chinese President Xi Jinping in California on Wednesday.",
    "Joe Biden welcomed Xi Jinping at an estate south of San Francisco on Wednesday.",
    "Joe Biden and Xi Jinping sat down on Wednesday for their first face-to-face talks in a year.",
    "Joe Biden hosted Chinese President Xi Jinping for talks in Woodside on Wednesday.",
    "The summit between Joe Biden and Xi Jinping on Wednesday lasted four hours.",
    "After meeting Xi Jinping on Wednesday, President Joe Biden said that the two armies would talk again.",
    "At their summit on Wednesday Joe Biden and Xi Jinping agreed on working groups.",
    "Joe Biden told Xi Jinping in their meeting on Wednesday that he wanted no conflict.",
    "Xi Jinping told Joe Biden during talks in Woodside on Wednesday that Taiwan comes first.",
]

NOT_MET = [
    # negated
    "Austin did not meet Chinese Defence Minister Li Shangfu in Singapore.",
    "Austin left Singapore on Friday without meeting Chinese Defence Minister Li Shangfu.",
    "No meeting between Austin and Li Shangfu took place in Singapore.",
    "Austin and Li Shangfu have not met.",
    "Austin and Li Shangfu never sat down together in Singapore.",
    "Friday's handshake between Austin and Li Shangfu fell short of a meeting.",
    "Austin has yet to meet Chinese Defence Minister Li Shangfu.",
    "Austin failed to get a meeting with Li Shangfu on Friday.",
    "A meeting between Austin and Li Shangfu did not take place on Friday.",
    "Austin got no meeting with Li Shangfu in Singapore on Friday.",
    "Neither Austin nor Li Shangfu held talks with the other on Friday.",
    "Austin and Li Shangfu were in the same hotel on Friday, but there were no talks between them.",
    # planned
    "Austin will meet Chinese Defence Minister Li Shangfu on Sunday.",
    "Austin is due to hold talks with Chinese Defence Minister Li Shangfu on Sunday.",
    "Austin arrived in Singapore on Friday ahead of a meeting with Li Shangfu.",
    "Austin is to sit down with Li Shangfu at the weekend, the Pentagon said.",
    "Austin arrived on Friday for talks with Li Shangfu.",
    "Austin flew to Singapore on Friday to meet Chinese Defence Minister Li Shangfu.",
    "A meeting between Austin and Li Shangfu is to be held on Sunday.",
    "Before talks with Li Shangfu, Austin met Singapore's defence minister on Friday.",
    "Li Shangfu agreed on Friday to meet Austin.",
    "Austin's meeting with Li Shangfu, announced on Friday, is planned for Sunday.",
    "The Pentagon confirmed on Friday a meeting between Austin and Li Shangfu for next week.",
    # wanted, proposed, possible
    "Austin wants to meet Chinese Defence Minister Li Shangfu.",
    "Austin proposed a meeting with Li Shangfu in Singapore.",
    "The Pentagon asked on Friday for talks between Austin and Li Shangfu.",
    "Austin may meet Chinese Defence Minister Li Shangfu in Singapore.",
    "A meeting between Austin and Li Shangfu is possible, the Pentagon said on Friday.",
    "Austin hopes to talk to Li Shangfu in Singapore.",
    "Austin offered to sit down with Li Shangfu on Friday.",
    "Washington is pushing for talks between Austin and Li Shangfu.",
    "Singapore's minister urged Austin and Li Shangfu on Friday to meet.",
    "It is time for Austin and Li Shangfu to meet, an analyst said on Friday.",
    # declined, denied
    "China declined on Friday a request for Austin to meet Li Shangfu.",
    "Li Shangfu refused to meet Austin on Friday.",
    "Beijing rebuffed Austin's offer of talks with Li Shangfu on Friday.",
    "A meeting between Austin and Li Shangfu was called off on Friday.",
    "China denied on Friday that Austin and Li Shangfu had met.",
    "The Pentagon dismissed a report on Friday that Austin had met Li Shangfu.",
    "A spokesman said on Friday it was untrue that Austin met Li Shangfu.",
    "Reports that Austin met Li Shangfu on Friday are false, the Pentagon said.",
    # conditional, counterfactual
    "If Austin met Li Shangfu on Friday, the Pentagon would say so.",
    "Austin would have met Li Shangfu on Friday had China agreed.",
    "Had Austin and Li Shangfu met on Friday, they would have spoken of Taiwan.",
    "Austin could have met Li Shangfu on Friday, a former diplomat said.",
    "Unless Austin meets Li Shangfu, the silence goes on.",
    # greetings
    "Austin shook hands with Li Shangfu on Friday.",
    "Austin and Li Shangfu met briefly at a dinner on Friday.",
    "Austin and Li Shangfu exchanged a few words on Friday.",
    "Austin ran into Li Shangfu in a corridor on Friday.",
    "Austin and Li Shangfu sat at the same table at a dinner on Friday.",
    "Austin and Li Shangfu attended the same forum on Friday.",
    "Austin and Li Shangfu attended a dinner hosted by Singapore's prime minister on Friday.",
    "Austin and Li Shangfu listened to the same speech on Friday.",
    # calls
    "Austin spoke by phone with Chinese Defence Minister Li Shangfu on Friday.",
    "Austin and Li Shangfu met by video link on Friday.",
    "Austin and Li Shangfu held a virtual meeting on Friday.",
    # other persons
    "Austin met Singapore's defence minister on Friday, while Li Shangfu met Australia's.",
    "Austin held talks with Japan's Yasukazu Hamada on Friday; Li Shangfu met Ng Eng Hen.",
    "Singapore's Ng Eng Hen met Austin on Friday and Li Shangfu on Saturday.",
    "Austin and Li Shangfu met separately with Singapore's president on Friday.",
    "Austin met his Japanese counterpart on Friday, a day before Li Shangfu's speech.",
    "Li Shangfu met former US defense secretary William Cohen on Friday, not Austin.",
    "Austin met Li Shangfu's deputy on Friday.",
    "Austin's deputy met Li Shangfu on Friday.",
    "An aide to Austin met Chinese Defence Minister Li Shangfu on Friday.",
    "Austin met Prime Minister Lee Hsien Loong on Friday and spoke of Li Shangfu.",
    "Austin held trilateral talks with Japan and South Korea on Friday; Li Shangfu stayed away.",
    "Antony Blinken met Li Shangfu on Friday, and Austin was told.",
    "Li Shangfu's delegation met Austin's hosts on Friday.",
    "Officials of Austin's and Li Shangfu's delegations met on Friday.",
    # the talks of another verb
    "Austin talks tough as Li Shangfu listens in Singapore.",
    "Austin will speak from the same stage on which Li Shangfu is to speak on Sunday.",
    "Nothing keeps Austin and Li Shangfu from talking, an analyst said on Friday.",
    "Talking is no prize, Austin said on Friday of Li Shangfu.",
    "Austin spoke on Friday about talks with Li Shangfu that China does not want.",
    "Austin met requirements of protocol on Friday when Li Shangfu entered.",
]

NOT_MET_TITLES = [
    ("Austin meets Li Shangfu?", "China has not answered the request, the Pentagon said on Friday."),
    ("Austin, Li Shangfu to meet in Singapore", "The talks are planned for Sunday, the Pentagon said."),
    ("Austin meets China's Li Shangfu, report says", "No meeting took place on Friday, a Pentagon spokesman said."),
    ("Austin met Li Shangfu, Chinese site says", "A Pentagon spokesman denied on Friday that the two had met."),
    ("Defence leaders Austin and Li Shangfu briefly meet", "They shook hands at dinner on Friday and said little."),
    ("Austin seeks talks with China's Li Shangfu", "The request was sent to Beijing on Friday."),
    ("China rejects Austin meeting with Li Shangfu", "The ministry gave its reasons on Friday."),
    ("Why Austin and Li Shangfu should meet", "An essay on the cost of silence, published on Friday."),
]

RECALLED = [
    ("2024-05-31", "Austin last met a Chinese defence minister, Wei Fenghe, in November 2022."),
    ("2024-05-31", "Austin and Dong Jun have not met since Dong took office in December."),
    ("2024-05-30", "US Defense Secretary Lloyd Austin will meet Chinese Defence Minister Dong Jun on Friday."),
    ("2024-05-30", "Austin and Dong Jun are to meet on Friday for the first time."),
    ("2024-09-10", "Austin met Dong Jun in Singapore in May."),
    ("2024-09-10", "The US and Chinese defence ministers, who met in May, are not on speaking terms."),
    ("2024-11-20", "Austin had met Dong Jun in Singapore six months earlier."),
    ("2025-06-01", "A year ago Austin met China's Dong Jun in Singapore; Pete Hegseth has not."),
    ("2025-06-01", "Last year Lloyd Austin sat down with Dong Jun. Hegseth did not meet him."),
    ("2024-11-21", "Dong Jun declined to meet Austin in Laos on Wednesday."),
    ("2024-06-01", "Dong Jun met Lawrence Wong on Friday; Austin met Ferdinand Marcos."),
    ("2024-06-01", "General Jing Jianfeng, a deputy of Dong Jun, met a deputy of Austin on Friday."),
    ("2023-07-19", "Henry Kissinger met Chinese Defence Minister Li Shangfu in Beijing on Tuesday; Austin has not."),
    ("2023-11-20", "Ely Ratner met a Chinese general on Friday. Austin has no counterpart in China."),
]


@pytest.mark.parametrize("text", MET)
def test_a_meeting_of_the_two_raises_both_watches(text: str, read: Read) -> None:
    raises = read(text, day=LI_DAY).raises
    assert {"austin-li-meeting", "us-prc-defense-ministers-meeting"} <= set(raises)


@pytest.mark.parametrize(("title", "text"), MET_TITLES)
def test_a_meeting_in_a_headline_raises(title: str, text: str, read: Read) -> None:
    assert read(text, title=title, day=LI_DAY).raises == ("austin-li-meeting", "us-prc-defense-ministers-meeting")


@pytest.mark.parametrize("text", MET_DONG)
def test_a_meeting_of_the_ministers_raises(text: str, read: Read) -> None:
    assert "us-prc-defense-ministers-meeting" in read(text, day=DONG_DAY).raises


@pytest.mark.parametrize("text", CALLED)
def test_a_call_of_the_ministers_raises_the_call_alone(text: str, read: Read) -> None:
    assert read(text, day="2024-04-17").raises in (
        ("us-prc-defense-ministers-call",),
        ("mil-mil-dialogue-resumed", "us-prc-defense-ministers-call"),
    )


@pytest.mark.parametrize("text", GREETED)
def test_a_greeting_raises_the_handshake_alone(text: str, read: Read) -> None:
    assert read(text, day=LI_DAY).raises == ("austin-li-handshake",)


@pytest.mark.parametrize("text", SUMMIT)
def test_a_summit_raises(text: str, read: Read) -> None:
    assert "biden-xi-meeting" in read(text, day=SUMMIT_DAY).raises


@pytest.mark.parametrize("text", NOT_MET)
def test_what_is_no_meeting_raises_no_meeting(text: str, read: Read) -> None:
    raises = read(text, day=LI_DAY).raises
    assert not {"austin-li-meeting", "us-prc-defense-ministers-meeting"} & set(raises)


@pytest.mark.parametrize(("title", "text"), NOT_MET_TITLES)
def test_a_headline_that_reports_no_meeting_raises_no_meeting(title: str, text: str, read: Read) -> None:
    raises = read(text, title=title, day=LI_DAY).raises
    assert not {"austin-li-meeting", "us-prc-defense-ministers-meeting"} & set(raises)


@pytest.mark.parametrize(("day", "text"), RECALLED)
def test_meetings_of_old_to_come_or_of_others_raise_nothing(day: str, text: str, read: Read) -> None:
    assert read(text, day=day).raises == ()
