"""Clean prose of four kinds: whole sentences of three words or more, without decimals, abbreviations, hyphens or lists."""

from __future__ import annotations

EASY = """
You may feel tired after the treatment. That is normal. Rest when you need to rest. Drink water during the day. Wash your hands
before you eat. Keep your home clean. Ask a friend to cook for you. Walk a little each day. Tell your nurse if you feel cold or hot.
Take your pills with food. Call us if you feel sick. We are here day and night.
"""

TARGET = """
Stem cells live in the soft part inside your bones, and they make the cells of your blood. In this treatment, a machine first collects
some of your own stem cells and keeps them safe in a freezer. Then you get several days of strong medicine through a tube in a large
vein. The medicine wipes out most of your immune system, so that it can start over. After that, a nurse gives your own cells back
through the same tube. It takes about two weeks for the cells to make new blood, and during that time your body cannot fight germs well.
You will stay in a hospital room alone, and visitors must wash their hands before they come in. Most people feel very tired, and many
lose their hair for some months. When your blood counts are high enough, the doctor will let you go home with a family member or a
friend. A fever can be the only sign of an infection, so check your temperature twice every day and write it down. Call the
emergency number at once if it is high, and do not wait until morning. Some people stay well for years after the treatment, and
others get worse again. Nobody can tell you for sure how it will go for you. Ask your medical team what they think, and take your time.
"""

LONG = """
A transplant is a long road, and it helps to know the way. First you meet the team. They ask how you have been in the last year. They
look at your old scans and plan some new ones. A nurse takes blood from your arm. You see a dentist, because sore teeth can cause trouble
later. Someone checks your heart and your lungs. All of this takes a few weeks. Bring a list of your medicines to each visit. Bring a
friend too, since four ears hear more than two. Next you have shots for some days. They push the stem cells from your bones into
your blood. Your bones may ache during this time. A machine then collects the cells in an afternoon. You sit in a chair and can read or
sleep. The cells are frozen until you need them. After a short rest at home, you come to the hospital. The strong medicine runs for
about a week. It makes most people feel sick, and there are good pills for that. Then your cells come back to you. The bag is small,
and it takes less than an hour. Some people notice a strange taste in the mouth. Now you wait for the cells to grow. This is the
hardest part for many. You may have fevers, sores in your mouth, and loose stools. The nurses look in on you all day and all night. Tell
them about every change, even a small one. Your hair will fall out, and it will grow again. One morning the doctor will say that
the counts are up. Soon after that you can pack your bag. At home you sleep a lot. Eat small meals and choose food that is cooked well.
Stay away from crowds until your doctor says it is safe. Your energy returns slowly, over several months. Family members often
expect too much too soon. Show them this page if that helps. You will visit the clinic again and again during the first year. In time you
will need your childhood vaccines again. Remember that nobody recovers in a straight line.
"""

HARD = """
Immunosuppressive regimens administered before transplantation substantially increase susceptibility to opportunistic infections, and
patients consequently require comprehensive monitoring throughout hospitalization. Investigators conducted a randomized comparison of
transplantation with conventional pharmaceutical treatment in individuals experiencing frequent relapses despite continuous medication.
Participants allocated to transplantation demonstrated significantly less progression of disability during the observation period,
although considerable uncertainty remains regarding durability. Physicians should therefore discuss the anticipated benefits, the potential
complications, and the available alternatives with every candidate before any irreversible decision is taken. Additional evaluation of
fertility preservation, cardiovascular function, and psychological preparation is recommended by the majority of experienced centers.
"""

TEXTS = {"easy": EASY, "target": TARGET, "long": LONG, "hard": HARD}
